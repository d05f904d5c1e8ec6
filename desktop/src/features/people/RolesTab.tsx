/** The roles and what each allows. */
import { CheckOutlined } from '@ant-design/icons'
import { Table } from 'antd'
import { useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Word } from '@/shared/ui/Word'
import { texts } from '@/texts'
import { useRoles } from './roles'

/** In the order of work: calls, recordings, the floor, customers; then how the house is set up. */
const permissions = Object.keys(texts).flatMap((key) => (key.startsWith('permission.') ? [key.slice('permission.'.length)] : []))

export function RolesTab() {
  const t = useText()
  const { data, error, refetch, nameOf, isPending } = useRoles()
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  const given = new Set<string>((data ?? []).flatMap((role) => role.permissions))
  return (
    <Table
      size="small"
      bordered
      loading={isPending}
      pagination={false}
      rowKey="name"
      scroll={{ x: 'max-content' }}
      dataSource={permissions.filter((name) => given.has(name)).map((name) => ({ name }))}
      columns={[
        { key: 'name', fixed: 'left' as const, title: t('role.permission'), render: (_, row) => <Word group="permission" value={row.name} /> },
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
