import { type Shape, api, call } from '@/shared/api/client'
import type { StateLook } from '@/shared/states'

export type HandOver = Shape<'HandOverOut'>

const looks: Record<string, StateLook> = {
  waiting: { hue: 'grey', text: 'handover.state.waiting' },
  copying: { hue: 'blue', text: 'handover.state.copying' },
  away: { hue: 'orange', text: 'handover.state.away' },
  stopped: { hue: 'grey', text: 'handover.state.stopped' },
  incomplete: { hue: 'red', text: 'handover.state.incomplete' },
  complete: { hue: 'orange', text: 'handover.state.complete' },
  received: { hue: 'green', text: 'handover.state.received' },
}
const waiting: StateLook = { hue: 'grey', text: 'handover.state.waiting' }

export const lookOf = ({ state }: HandOver): StateLook => looks[state] ?? waiting

/** All that is there lies on the medium, compared. */
export const isWritten = ({ state }: HandOver) => ['incomplete', 'complete', 'received'].includes(state)

export const monthOf = ({ month }: HandOver) => month.slice(0, 7)

export const loadOne = (id: string) => call(api.GET('/api/hand-overs/{id}', { params: { path: { id } } }))

const GB = 1_000_000_000

export const sized = (bytes: number) => (bytes >= GB ? `${(bytes / GB).toFixed(1)} GB` : `${(bytes / 1_000_000).toFixed(1)} MB`)
