/** Values before and after, side by side. */
import { Table, Typography } from 'antd'
import { useText } from '@/shared/text'

type Values = Record<string, unknown> | null

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export function Changes({ before, after }: { before: Values; after: Values }) {
  const t = useText()
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  if (names.length === 0) return <Typography.Text type="secondary">{t('audit.no_values')}</Typography.Text>
  return (
    <Table
      size="small"
      pagination={false}
      rowKey="name"
      dataSource={names.map((name) => ({ name, before: shown(before?.[name]), after: shown(after?.[name]) }))}
      columns={[
        { key: 'name', dataIndex: 'name', title: t('audit.field') },
        { key: 'before', dataIndex: 'before', title: t('audit.before') },
        { key: 'after', dataIndex: 'after', title: t('audit.after') },
      ]}
    />
  )
}
