/** An agent's shift in figures: what was counted up to a moment, and what has run since then. */
import type { Hue } from '@/shared/theme'
import type { TextKey } from '@/texts'

export interface Spent {
  state: string
  reason: string
  ms: number
}

export interface Counted {
  at: string
  spent: readonly Spent[]
}

export interface Doing {
  state: string
  reason: string
}

/** What is told apart in a shift, in the order in which it is shown. */
export const parts = [
  { key: 'talk', text: 'call.talk', hue: 'blue', states: ['talking', 'holding', 'reconnecting', 'supervising'] },
  { key: 'ready', text: 'state.ready', hue: 'green', states: ['ready'] },
  { key: 'ring', text: 'day.ring', hue: 'ring', states: ['ringing', 'dialling'] },
  { key: 'intercom', text: 'state.intercom', hue: 'violet', states: ['calling', 'intercom'] },
  { key: 'wrap_up', text: 'state.wrap_up', hue: 'violet', states: ['wrap_up'] },
  { key: 'not_ready', text: 'state.not_ready', hue: 'grey', states: ['not_ready'] },
] as const satisfies readonly { key: string; text: TextKey; hue: Hue; states: readonly string[] }[]

export type Part = (typeof parts)[number]['key']

/** Each state's time up to `now` (ms): the state that he is in runs on. */
export function running({ at, spent }: Counted, doing: Doing | null, now: number): Spent[] {
  if (!doing) return [...spent]
  const reason = doing.state === 'not_ready' ? doing.reason : ''
  const more = Math.max(0, now - Date.parse(at))
  const here = spent.find((one) => one.state === doing.state && one.reason === reason)
  const others = spent.filter((one) => one !== here)
  return [...others, { state: doing.state, reason, ms: (here?.ms ?? 0) + more }]
}

export function sums(spent: readonly Spent[]): { whole: number; of: Record<Part, number> } {
  const sum = (states: readonly string[]) => spent.filter((one) => states.includes(one.state)).reduce((ms, one) => ms + one.ms, 0)
  const of = Object.fromEntries(parts.map(({ key, states }) => [key, sum(states)])) as Record<Part, number>
  return { whole: spent.reduce((ms, one) => ms + one.ms, 0), of }
}
