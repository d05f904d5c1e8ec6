/** The floor's figures from its views; moments in ms of the house's clock. */
import type { AgentView, CallView, QueueView } from '@/live/protocol'
import { type Level, type LimitOf, levelOf } from '@/shared/limits'

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

const states = ['ringing', 'reconnecting', 'dialling', 'talking', 'holding', 'supervising', 'intercom', 'calling', 'wrap_up', 'ready', 'not_ready']

/** One for all comparisons: `localeCompare` with options makes one for each, thousands a second on a large floor. */
const numbers = new Intl.Collator('en', { numeric: true })

function byNumber(a: AgentView, b: AgentView): number {
  return numbers.compare(a.number, b.number) || a.id.localeCompare(b.id)
}

/** Whether he is over the allowance of the break that he is in; null: nobody counts it. */
export type Over = (agent: AgentView) => boolean | null

/** How much a leader should look: too long in the state, over his break, cut off, or ready without a line. */
export function urgency(agent: AgentView, now: number, limits: LimitOf, over: boolean | null = null): Level {
  const { state, connected, line, device_kind } = agent
  const deaf = state === 'ready' && line === 'down' && device_kind === 'webrtc'
  return deaf || !connected || (agent.help_since ?? 0) > 0 ? 'red' : longIn(agent, now, limits, over)
}

/** Whether he has been in his state for too long, or over his break. */
export function longIn({ state, since }: AgentView, now: number, limits: LimitOf, over: boolean | null = null): Level {
  if (over !== null) return over ? 'red' : ''
  return levelOf(limits(state), now - since)
}

const levels: readonly Level[] = ['red', 'amber', '']

function grouped(agents: readonly AgentView[], key: (agent: AgentView) => string, order: (a: string, b: string) => number): Group[] {
  const found = new Map<string, AgentView[]>()
  for (const agent of agents) {
    const one = key(agent)
    const members = found.get(one)
    if (members) members.push(agent)
    else found.set(one, [agent])
  }
  return [...found].sort(([a], [b]) => order(a, b)).map(([one, members]) => ({ key: one, agents: members.sort(byNumber) }))
}

/** The agents in groups; inside a group by number, so that a tile moves only when its group changes. */
export function arranged(agents: readonly AgentView[], order: Order, now: number, limits: LimitOf, over: Over = () => null): Group[] {
  if (order === 'team') return grouped(agents, ({ path }) => path, (a, b) => a.localeCompare(b))
  if (order === 'state') return grouped(agents, ({ state }) => state, (a, b) => states.indexOf(a) - states.indexOf(b))
  const level = (agent: AgentView) => String(levels.indexOf(urgency(agent, now, limits, over(agent))))
  const urgent = grouped(agents, (agent) => ((agent.help_since ?? 0) > 0 ? 'help' : level(agent)), (a, b) => Number(b === 'help') - Number(a === 'help') || a.localeCompare(b))
  return agents.length > 0 ? [{ key: 'all', agents: urgent.flatMap((group) => group.agents) }] : []
}

/** Which agents a leader wants to see; empty: all. */
export interface Filter {
  team: string
  state: string
  group: string
}

export const everybody: Filter = { team: '', state: '', group: '' }

export function filtered(agents: readonly AgentView[], { team, state, group }: Filter): AgentView[] {
  return agents.filter((agent) => agent.path.startsWith(team) && (!state || agent.state === state) && (!group || agent.groups.includes(group)))
}

/** Who serves a queue: its groups, and after how long a wait each may (ms). */
export interface Serving {
  id: string
  groups: readonly { after_ms: number; skill_group: { id: string; name: string; name_en?: string } }[]
}

/** The agents who may be offered a call that has waited so long; all of the queue's without a wait. */
export function servers(agents: readonly AgentView[], queue: Serving | undefined, waited = Infinity): AgentView[] {
  const open = (queue?.groups ?? []).filter((one) => one.after_ms <= waited).map((one) => one.skill_group.id)
  return agents.filter((agent) => agent.groups.some((group) => open.includes(group)))
}

/** Why a caller is not served yet: who could, and what they do. */
export interface WhyNot {
  why: 'nobody' | 'none_ready' | 'busy' | 'soon'
  busy: number
  away: number
  /** How long until the next group may take him, ms; 0: there is none. */
  next: number
}

export function whyNot(agents: readonly AgentView[], queue: Serving | undefined, waited: number): WhyNot {
  const open = servers(agents, queue, waited)
  const away = open.filter((agent) => agent.state === 'not_ready').length
  const ready = open.filter((agent) => agent.state === 'ready').length
  const busy = open.length - away - ready
  const later = (queue?.groups ?? []).map((one) => one.after_ms).filter((after) => after > waited)
  const next = later.length > 0 ? Math.min(...later) - waited : 0
  const why = open.length === 0 ? 'nobody' : ready > 0 ? 'soon' : busy > 0 ? 'busy' : 'none_ready'
  return { why, busy, away, next }
}

/** Something that asks for a leader until he says that he knows. */
export interface Alarm {
  key: string
  of: string
  subject: string
  path: string
  since: number
  level: Exclude<Level, ''>
  /** Of how many recordings it tells. */
  count?: number
  /** What the machine says of it. */
  why?: string
}

function alarm(of: string, subject: string, path: string, since: number, level: Level): Alarm[] {
  return level ? [{ key: `${of} ${subject} ${since}`, of, subject, path, since, level }] : []
}

/** What is beyond its limits now, the worst and the oldest first. `share`: a queue's service level now, per cent. */
export function alarmsOf(
  { agents, calls, queues }: { agents: readonly AgentView[]; calls: readonly CallView[]; queues: readonly QueueView[] },
  now: number,
  limits: LimitOf,
  over: Over,
  level: (queue: string) => { share: number; since: number } | null,
): Alarm[] {
  const found = [
    ...agents.flatMap((agent) => alarm('help', agent.id, agent.path, agent.help_since ?? 0, (agent.help_since ?? 0) > 0 ? 'red' : '')),
    ...agents
      .filter((agent) => limits(agent.state) || over(agent) !== null)
      .flatMap((agent) => alarm(agent.state, agent.id, agent.path, agent.since, over(agent) === null ? levelOf(limits(agent.state), now - agent.since) : over(agent) ? 'red' : '')),
    ...waiting(calls).flatMap((call) => alarm('wait', call.id, call.path, call.queued_at, levelOf(limits('wait'), now - call.queued_at))),
    ...queues.flatMap((queue) => {
      const known = level(queue.id)
      return known ? alarm('level', queue.id, queue.path, known.since, levelOf(limits('level'), known.share)) : []
    }),
  ]
  return found.sort((a, b) => Number(b.of === 'help') - Number(a.of === 'help') || levels.indexOf(a.level) - levels.indexOf(b.level) || a.since - b.since || a.key.localeCompare(b.key))
}
