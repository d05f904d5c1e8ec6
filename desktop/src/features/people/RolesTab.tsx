/** The roles and what each allows. */
import { CheckOutlined } from '@ant-design/icons'
import { Table } from 'antd'
import { useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Word } from '@/shared/ui/Word'
import { useRoles } from './roles'

export function RolesTab() {
  const t = useText()
  const { data, error, refetch, nameOf, isPending } = useRoles()
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  const all = [...new Set((data ?? []).flatMap((role) => role.permissions))].sort()
  return (
    <Table
      size="small"
      bordered
      loading={isPending}
      pagination={false}
      rowKey="name"
      dataSource={all.map((name) => ({ name }))}
      columns={[
        { key: 'name', title: t('role.permission'), render: (_, row) => <Word group="permission" value={row.name} /> },
        ...(data ?? []).map((role) => ({
          key: role.role,
          title: nameOf(role.role),
          align: 'center' as const,
          render: (_: unknown, row: { name: string }) =>
            (role.permissions as string[]).includes(row.name) ? <CheckOutlined aria-label={t('role.allowed')} /> : null,
        })),
      ]}
    />
  )
}
