/** To whom a caller can be given, and by how much he can be put ahead. */
import type { AgentView, CallView } from '@/live/protocol'
import { canBeReached } from '@/shared/states'

/** What a point of priority is worth, ms of waiting. */
export const point = 10_000

/** By how much a leader puts somebody ahead. */
export const steps = [0, 1, 5, 30].map((minutes) => ({ minutes, points: (minutes * 60_000) / point }))

/** Those who fit what was typed and can be given somebody: who is free first, then who has been busy the longest. */
export function givable(agents: readonly AgentView[], typed: string): AgentView[] {
  const words = typed.trim().toLowerCase()
  const rank = (agent: AgentView) => (agent.state === 'ready' ? 0 : 1)
  return agents
    .filter((one) => one.state !== 'not_ready' && !one.next_reason && one.connected && canBeReached(one))
    .filter((one) => one.name.toLowerCase().includes(words) || one.number.includes(words))
    .toSorted((a, b) => rank(a) - rank(b) || a.since - b.since || a.id.localeCompare(b.id))
}

/** Callers who wait, in whatever queue, in the order in which they are served. */
export function inTurn(calls: readonly CallView[]): CallView[] {
  const rank = (call: CallView) => (call.before_all ? 0 : 1)
  const counted = (call: CallView) => call.queued_at - (call.priority ?? 0) * point
  return calls
    .filter((call) => call.phase === 'queue')
    .toSorted((a, b) => rank(a) - rank(b) || counted(a) - counted(b) || a.id.localeCompare(b.id))
}
