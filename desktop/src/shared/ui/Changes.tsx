/** Values before and after, side by side, in the words of the forms. */
import { Table, Typography } from 'antd'
import { duration, phone } from '@/shared/formats'
import { useText } from '@/shared/text'
import { writeDay } from '@/shared/week'
import { isId, silent, useAttribute } from './FieldNames'
import { Moment } from './Figures'

type Values = Record<string, unknown> | null

type Names = Readonly<Record<string, string>>

/** An id or a code by what it is called; a role stands beside its unit. */
function named(text: string, names: Names): string {
  return text.split('@').map((part) => names[part] ?? phone(part)).join(' · ')
}

function leaves(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [String(value)]
}

function Value({ name, value, names }: { name: string; value: unknown; names: Names }) {
  const t = useText()
  if (value === null || value === undefined || value === '') return <>–</>
  if (typeof value === 'boolean') return <>{t(value ? 'attribute.yes' : 'attribute.no')}</>
  if (name.endsWith('_at') && typeof value === 'string') return <Moment at={value} />
  if (name.endsWith('_ms') && typeof value === 'number') return <>{duration(value)}</>
  if (['weekly_hours', 'weekly'].includes(name) && Array.isArray(value)) {
    return <>{value.map((day) => writeDay(day as number[][]) || t('week.closed')).join(' | ')}</>
  }
  if (typeof value === 'string' && names[value]) return <>{names[value]}</>
  if (typeof value === 'string' && isId.test(value)) return <Typography.Text type="secondary">{t('attribute.another')}</Typography.Text>
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return <>{value.map((one) => named(one, names)).join(', ')}</>
  return <>{leaves(value).map(phone).join(' ')}</>
}

export function Changes({ before, after, names: called = {} }: { before: Values; after: Values; names?: Names }) {
  const t = useText()
  const word = useAttribute()
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter((name) => !silent.has(name))
  if (names.length === 0) return <Typography.Text type="secondary">{t('audit.no_values')}</Typography.Text>
  return (
    <Table
      size="small"
      pagination={false}
      rowKey="name"
      dataSource={names.map((name) => ({ name }))}
      columns={[
        { key: 'name', title: t('audit.field'), render: (_, { name }) => called[name] ?? word(name) },
        { key: 'before', title: t('audit.before'), render: (_, { name }) => <Value name={name} value={before?.[name]} names={called} /> },
        { key: 'after', title: t('audit.after'), render: (_, { name }) => <Value name={name} value={after?.[name]} names={called} /> },
      ]}
    />
  )
}
