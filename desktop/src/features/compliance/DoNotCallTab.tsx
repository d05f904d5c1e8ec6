/** Who does not want to be called, and for what. */
import { Form, Input, Select } from 'antd'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { Moment, PhoneNumber } from '@/shared/ui/Figures'
import type { Column } from '@/shared/ui/PageTable'
import { Field, TextField } from '@/shared/ui/Fields'
import { Word } from '@/shared/ui/Word'
import { NumberList } from './NumberList'

type Entry = Shape<'ObjectionOut'>

const load = listOf('/api/do-not-call')
const types = ['all', 'service_marketing', 'survey', 'care', 'personalised_marketing'] as const
const params = (entry: string) => ({ path: { entry } })

const columns: Column<Entry>[] = [
  { key: 'number', title: 'call.number', sort: 'number', render: (row) => <PhoneNumber number={row.number} /> },
  { key: 'type', title: 'dnc.type', sort: 'type', render: (row) => <Word group="dnc" value={row.type} /> },
  { key: 'name', title: 'customer.name', render: (row) => row.name || '–' },
  { key: 'remark', title: 'customer.remark', render: (row) => row.remark || '–' },
  { key: 'added_at', title: 'list.added_at', sort: 'added_at', render: (row) => <Moment at={row.added_at} /> },
  { key: 'added_by', title: 'list.added_by', render: (row) => row.added_by || '–' },
]

export function DoNotCallTab() {
  const t = useText()
  return (
    <NumberList<Entry, Shape<'ObjectionForm'>>
      name="do-not-call"
      load={load}
      columns={columns}
      add="dnc.add"
      empty="dnc.empty"
      emptyHint="dnc.empty_hint"
      initial={{ type: 'all' }}
      create={(body) => call(api.POST('/api/do-not-call', { body }))}
      remove={(id) => call(api.DELETE('/api/do-not-call/{entry}', { params: params(id) }))}
      restore={(id) => call(api.POST('/api/do-not-call/{entry}/restore', { params: params(id) }))}
    >
      <TextField name="number" label="call.number" needed max={64} />
      <Field name="type" label="dnc.type">
        <Select options={types.map((value) => ({ value, label: t(`dnc.${value}`) }))} />
      </Field>
      <TextField name="name" label="customer.name" />
      <Form.Item name="remark" label={t('customer.remark')}>
        <Input.TextArea maxLength={200} rows={2} />
      </Form.Item>
    </NumberList>
  )
}
