import type { Shape } from '@/shared/api/client'
import { duration } from '@/shared/formats'
import { BothText } from '@/shared/ui/BothText'
import { Duration, Moment, PhoneNumber, Recent } from '@/shared/ui/Figures'
import { ByTheHouse } from './ByTheHouse'
import { Named } from '@/shared/ui/Named'
import { Told } from '@/shared/ui/Told'
import { Word } from '@/shared/ui/Word'
import type { Column } from '@/shared/ui/PageTable'

export const columns: Column<Shape<'CallbackOut'>>[] = [
  { key: 'last_at', title: 'callback.last_at', sort: 'last_at', render: (row) => <Recent at={row.last_at} /> },
  { key: 'customer', title: 'call.customer', render: (row) => row.customer || '–' },
  { key: 'number', title: 'call.number', render: (row) => (row.number ? <PhoneNumber number={row.number} /> : <Told text="call.withheld" values={{}} />) },
  { key: 'region', title: 'call.region', extra: true, render: (row) => <BothText both={row.region} /> },
  { key: 'service_line', title: 'call.service_line', render: (row) => <Named row={row.service_line} /> },
  { key: 'queue', title: 'call.queue', extra: true, render: (row) => <Named row={row.queue} /> },
  { key: 'reason', title: 'callback.reason', render: (row) => <Word group="callback.why" value={row.reason} /> },
  { key: 'calls', title: 'callback.calls', sort: 'calls', align: 'right', render: (row) => row.calls, total: ({ calls }) => calls },
  { key: 'waited', title: 'callback.waited', sort: 'waited', align: 'right', render: (row) => <Duration ms={row.waited_ms} />, total: ({ waited_ms }) => <Told text="table.longest" values={{ ms: duration(waited_ms ?? 0) }} /> },
  { key: 'first_at', title: 'callback.first_at', sort: 'first_at', extra: true, render: (row) => <Moment at={row.first_at} /> },
  { key: 'house', title: 'callback.house', render: (row) => <ByTheHouse task={row} /> },
  { key: 'claimed', title: 'callback.claimed_by', render: (row) => (row.closed_by ?? row.claimed_by)?.name ?? '–' },
]
