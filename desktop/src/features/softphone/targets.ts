/** Who can be wanted for a call: colleagues, groups, queues, flows, and what was typed as a number, as one list to choose from. */
import type { Colleagues } from '@/live/line'
import type { AgentView, QueueView } from '@/live/protocol'
import type { Shape } from '@/shared/api/client'
import { canBeReached } from '@/shared/states'
import type { Whom } from './acts'

type Wanted = Shape<'WantedOut'>

export type Target = { key: string; whom: Whom; free: boolean } & (
  | { agent: AgentView }
  | { queue: QueueView }
  | { group: Wanted; ready: number }
  | { flow: Wanted }
  | { number: string }
)

/** What is not live: groups, flows that can lead a customer back, and the first letters of how names are read. */
export type Known = Shape<'WantedInOut'>
export const nothingKnown: Known = { colleagues: [], groups: [], flows: [], initials: {} }

export const DIALLED = /^\+?\d{3,20}$/

/** Those who fit what was typed: who is free first, by name; then groups, queues and flows; a number that was typed is the first of all. */
export function targetsOf({ agents, queues }: Colleagues, me: string, typed: string, outside: boolean, known: Known = nothingKnown): Target[] {
  const words = typed.trim().toLowerCase()
  const digits = typed.replace(/[\s-]/g, '')
  const fits = (initials: string | undefined, ...texts: string[]) => (initials ?? '').startsWith(words) || texts.some((text) => text.toLowerCase().includes(words))
  const free = (agent: AgentView) => agent.state === 'ready' && canBeReached(agent)
  const people = agents
    .filter((one) => one.id !== me && fits(known.initials[one.id], one.name, one.number))
    .map((agent): Target => ({ key: `agent:${agent.id}`, whom: { kind: 'agent', id: agent.id }, agent, free: free(agent) }))
    .toSorted((a, b) => Number(b.free) - Number(a.free) || nameOf(a).localeCompare(nameOf(b), 'zh'))
  const groups = known.groups
    .filter((one) => fits(one.initials, one.name))
    .map((group): Target => {
      const ready = agents.filter((one) => one.id !== me && one.groups.includes(group.id) && free(one)).length
      return { key: `group:${group.id}`, whom: { kind: 'group', id: group.id }, group, ready, free: ready > 0 }
    })
  const lines = queues
    .filter((one) => fits(known.initials[one.id], one.name, one.name_en))
    .map((queue): Target => ({ key: `queue:${queue.id}`, whom: { kind: 'queue', id: queue.id }, queue, free: true }))
  const flows = known.flows
    .filter((one) => fits(one.initials, one.name, one.name_en))
    .map((flow): Target => ({ key: `flow:${flow.id}`, whom: { kind: 'flow', id: flow.id }, flow, free: true }))
  const beyond: Target[] =
    outside && DIALLED.test(digits) ? [{ key: 'outside', whom: { kind: 'outside', number: digits }, number: digits, free: true }] : []
  return [...beyond, ...people, ...groups, ...lines, ...flows]
}

function nameOf(target: Target): string {
  return 'agent' in target ? target.agent.name : ''
}
