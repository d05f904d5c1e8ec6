/** The floor's figures from its views; moments in ms of the house's clock. */
import type { AgentView, CallView, QueueView } from '@/live/protocol'
import { agentLook, isLong } from '@/shared/states'

export interface FloorFigures {
  waiting: number
  longestSince: number
  byState: Record<string, number>
}

export function figures(agents: readonly AgentView[], queues: readonly QueueView[]): FloorFigures {
  const byState: Record<string, number> = {}
  for (const agent of agents) byState[agent.state] = (byState[agent.state] ?? 0) + 1
  const since = queues.map((queue) => queue.longest_since).filter((at) => at > 0)
  return {
    waiting: queues.reduce((sum, queue) => sum + queue.waiting, 0),
    longestSince: since.length > 0 ? Math.min(...since) : 0,
    byState,
  }
}

/** Callers who wait, in whatever queue, the longest first. */
export function waiting(calls: readonly CallView[]): CallView[] {
  return calls.filter((call) => call.phase === 'queue').sort((a, b) => a.queued_at - b.queued_at || a.id.localeCompare(b.id))
}

/** How the agents stand on the floor. */
export const orders = ['alarm', 'team', 'state'] as const
export type Order = (typeof orders)[number]

export interface Group {
  key: string
  agents: AgentView[]
}

const states = ['ringing', 'reconnecting', 'dialling', 'talking', 'holding', 'wrap_up', 'ready', 'not_ready']

function byNumber(a: AgentView, b: AgentView): number {
  return a.number.localeCompare(b.number, 'en', { numeric: true }) || a.id.localeCompare(b.id)
}

/** Whether he is over the allowance of the break that he is in; null: nobody counts it. */
export type Over = (agent: AgentView) => boolean | null

/** A leader should look: too long in the state, over his break, cut off, or ready without a line. */
export function alarms({ state, since, connected, line, device_kind }: AgentView, now: number, over: boolean | null = null): boolean {
  const deaf = state === 'ready' && line === 'down' && device_kind === 'webrtc'
  return (over ?? isLong(agentLook(state), now - since)) || state === 'reconnecting' || deaf || !connected
}

function grouped(agents: readonly AgentView[], key: (agent: AgentView) => string, order: (a: string, b: string) => number): Group[] {
  const found = new Map<string, AgentView[]>()
  for (const agent of agents) found.set(key(agent), [...(found.get(key(agent)) ?? []), agent])
  return [...found].sort(([a], [b]) => order(a, b)).map(([one, members]) => ({ key: one, agents: members.sort(byNumber) }))
}

/** The agents in groups; inside a group by number, so that a tile moves only when its group changes. */
export function arranged(agents: readonly AgentView[], order: Order, now: number, over: Over = () => null): Group[] {
  if (order === 'team') return grouped(agents, ({ path }) => path, (a, b) => a.localeCompare(b))
  if (order === 'state') return grouped(agents, ({ state }) => state, (a, b) => states.indexOf(a) - states.indexOf(b))
  const urgent = grouped(agents, (agent) => (alarms(agent, now, over(agent)) ? 'alarm' : 'rest'), (a, b) => a.localeCompare(b))
  return agents.length > 0 ? [{ key: 'all', agents: urgent.flatMap((group) => group.agents) }] : []
}

export interface Offered {
  offered: number
  answered: number
  in_time: number
  abandoned: number
  dropped: number
}

/** Service level in whole per cent; null: nothing was offered. */
export function level({ offered, in_time }: Offered): number | null {
  return offered > 0 ? Math.round((100 * in_time) / offered) : null
}
