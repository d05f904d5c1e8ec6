import { SoundOutlined } from '@ant-design/icons'
import type { Shape } from '@/shared/api/client'
import { DispositionName } from '@/shared/dispositions'
import { Named } from '@/shared/ui/Named'
import { duration } from '@/shared/formats'
import { outcomeLook } from '@/shared/states'
import { BothText } from '@/shared/ui/BothText'
import { DirectionMark } from '@/shared/ui/DirectionMark'
import { Duration, PhoneNumber, Recent } from '@/shared/ui/Figures'
import { NotRecorded } from '@/shared/ui/NotRecorded'
import type { Column } from '@/shared/ui/PageTable'
import { Rating } from '@/shared/ui/Rating'
import { StateMark } from '@/shared/ui/StateMark'
import { Told } from '@/shared/ui/Told'

type Call = Shape<'CallOut'>

export const columns: Column<Call>[] = [
  { key: 'started_at', title: 'call.started_at', sort: 'started_at', render: (row) => <Recent at={row.started_at} /> },
  { key: 'direction', title: 'call.direction', brief: true, render: (row) => <DirectionMark direction={row.direction} brief /> },
  { key: 'customer', title: 'call.customer', render: (row) => row.customer || row.colleague?.name || '–' },
  { key: 'number', title: 'call.number', render: (row) => <PhoneNumber number={row.number || row.colleague?.number || ''} /> },
  { key: 'region', title: 'call.region', wide: true, render: (row) => <BothText both={row.region} /> },
  { key: 'service_line', title: 'call.service_line', wide: true, render: (row) => <Named row={row.service_line} /> },
  { key: 'queue', title: 'call.queue', extra: true, render: (row) => <Named row={row.queue} /> },
  { key: 'person', title: 'call.person', wide: true, render: (row) => (row.person?.name ?? '–') },
  { key: 'outcome', title: 'call.outcome', sort: 'outcome', render: (row) => <StateMark look={outcomeLook(row.outcome)} />, total: ({ answered }) => <Told text="calls.answered" values={{ n: answered ?? 0 }} /> },
  { key: 'waited', title: 'call.waited', sort: 'waited', align: 'right', wide: true, render: (row) => <Duration ms={row.waited_ms} />, total: ({ waited_ms }) => <Told text="table.each" values={{ each: duration(waited_ms ?? 0) }} /> },
  { key: 'talk', title: 'call.talk', sort: 'talk', align: 'right', render: (row) => <Duration ms={row.spoken_ms} />, total: (all) => (
    <>
      <div>{duration(all.spoken_ms ?? 0)}</div>
      <Told text="table.each" values={{ each: duration(all.spoken_each_ms ?? 0) }} />
    </>
  ) },
  { key: 'hold', title: 'call.hold', align: 'right', extra: true, render: (row) => <Duration ms={row.hold_ms} /> },
  { key: 'wrap_up', title: 'call.wrap_up', align: 'right', extra: true, render: (row) => <Duration ms={row.wrap_up_ms} /> },
  { key: 'duration', title: 'call.duration', sort: 'duration', align: 'right', extra: true, render: (row) => <Duration ms={row.duration_ms} /> },
  { key: 'disposition', title: 'call.disposition', wide: true, render: (row) => <DispositionName code={row.disposition} /> },
  { key: 'rating', title: 'call.rating', render: (row) => <Rating ratings={row.ratings} brief /> },
  { key: 'house_number', title: 'call.house_number', extra: true, render: (row) => <PhoneNumber number={row.house_number} /> },
  { key: 'recording', title: 'call.recording', brief: true, render: (row) => (row.recordings.length > 0 ? <SoundOutlined /> : <NotRecorded why={row.unrecorded} brief />) },
]
