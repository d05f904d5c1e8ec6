/** Who does not want to be called, and for what. */
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { Moment, PhoneNumber } from '@/shared/ui/Figures'
import type { Column } from '@/shared/ui/PageTable'
import { TextField } from '@/shared/ui/Fields'
import { ObjectionFields } from '@/shared/ui/ObjectionFields'
import { Word } from '@/shared/ui/Word'
import { NumberList } from './NumberList'

type Entry = Shape<'ObjectionOut'>

const load = listOf('/api/do-not-call')
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
      <TextField name="name" label="customer.name" />
      <ObjectionFields />
    </NumberList>
  )
}
