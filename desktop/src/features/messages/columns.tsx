import type { Message } from '@/live/message'
import { duration } from '@/shared/formats'
import { BothText } from '@/shared/ui/BothText'
import { Duration, PhoneNumber, Recent } from '@/shared/ui/Figures'
import { Named } from '@/shared/ui/Named'
import type { Column } from '@/shared/ui/PageTable'
import { Told } from '@/shared/ui/Told'
import { Heard } from './Heard'

export const columns: Column<Message>[] = [
  { key: 'left_at', title: 'message.left_at', sort: 'left_at', render: (row) => <Recent at={row.left_at} /> },
  { key: 'customer', title: 'call.customer', render: (row) => row.customer || '–' },
  { key: 'number', title: 'call.number', render: (row) => <PhoneNumber number={row.number} /> },
  { key: 'region', title: 'call.region', extra: true, render: (row) => <BothText both={row.region} /> },
  { key: 'queue', title: 'call.queue', render: (row) => <Named row={row.queue} /> },
  { key: 'service_line', title: 'call.service_line', extra: true, render: (row) => <Named row={row.service_line} /> },
  { key: 'ms', title: 'message.length', sort: 'ms', align: 'right', render: (row) => <Duration ms={row.ms} />, total: ({ ms }) => <Told text="message.together" values={{ ms: duration(ms ?? 0) }} /> },
  { key: 'heard', title: 'message.heard', render: (row) => <Heard message={row} /> },
  { key: 'claimed', title: 'callback.claimed_by', render: (row) => (row.closed_by ?? row.claimed_by)?.name ?? '–' },
]
