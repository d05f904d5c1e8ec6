/** Numbers that reach nobody and that nobody calls. */
import { DatePicker, Tag } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { startOfDay } from '@/shared/formats'
import { useZone } from '@/shared/session'
import { useText } from '@/shared/text'
import { Field, TextField } from '@/shared/ui/Fields'
import { Moment, PhoneNumber } from '@/shared/ui/Figures'
import type { Column } from '@/shared/ui/PageTable'
import { NumberList } from './NumberList'

type Entry = Shape<'BlacklistOut'>
interface Values {
  number: string
  reason: string
  until?: Dayjs | null
}

const load = listOf('/api/blacklist')
const params = (entry: string) => ({ path: { entry } })

function Expiry({ row }: { row: Entry }) {
  const t = useText()
  if (!row.expires_at) return <>{t('blacklist.never')}</>
  return row.expired ? <Tag>{t('blacklist.expired')}</Tag> : <Moment at={row.expires_at} />
}

const columns: Column<Entry>[] = [
  { key: 'number', title: 'call.number', sort: 'number', render: (row) => <PhoneNumber number={row.number} /> },
  { key: 'reason', title: 'blacklist.reason', render: (row) => row.reason },
  { key: 'hits', title: 'blacklist.hits', sort: 'hits', align: 'right', render: (row) => row.hits, total: ({ hits }) => hits },
  { key: 'last_hit_at', title: 'blacklist.last_hit', sort: 'last_hit_at', render: (row) => <Moment at={row.last_hit_at} /> },
  { key: 'expires_at', title: 'blacklist.expires', sort: 'expires_at', render: (row) => <Expiry row={row} /> },
  { key: 'added_at', title: 'list.added_at', sort: 'added_at', render: (row) => <Moment at={row.added_at} /> },
  { key: 'added_by', title: 'list.added_by', render: (row) => row.added_by || '–' },
]

export function BlacklistTab() {
  const zone = useZone()
  return (
    <NumberList<Entry, Values>
      name="blacklist"
      load={load}
      columns={columns}
      add="blacklist.add"
      empty="blacklist.empty"
      emptyHint="blacklist.empty_hint"
      initial={{}}
      create={({ number, reason, until }) =>
        call(
          api.POST('/api/blacklist', {
            body: { number, reason, expires_at: until ? startOfDay(until.add(1, 'day').format('YYYY-MM-DD'), zone) : null },
          }),
        )
      }
      remove={(id) => call(api.DELETE('/api/blacklist/{entry}', { params: params(id) }))}
      restore={(id) => call(api.POST('/api/blacklist/{entry}/restore', { params: params(id) }))}
    >
      <TextField name="number" label="call.number" needed max={64} />
      <TextField name="reason" label="blacklist.reason" needed max={200} />
      <Field name="until" label="blacklist.until" hint="blacklist.until_hint">
        <DatePicker minDate={dayjs()} />
      </Field>
    </NumberList>
  )
}
