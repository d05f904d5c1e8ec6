/** Who can be wanted for a call: colleagues, queues, and what was typed as a number, as one list to choose from. */
import type { Colleagues } from '@/live/line'
import type { AgentView, QueueView } from '@/live/protocol'
import { canBeReached } from '@/shared/states'
import type { Whom } from './acts'

export type Target =
  | { key: string; whom: Whom; agent: AgentView; free: boolean }
  | { key: string; whom: Whom; queue: QueueView; free: boolean }
  | { key: string; whom: Whom; number: string; free: boolean }

const DIALLED = /^\+?\d{3,20}$/

/** Those who fit what was typed: who is free first, by name; then queues; a number that was typed is the first of all. */
export function targetsOf({ agents, queues }: Colleagues, me: string, typed: string, outside: boolean): Target[] {
  const words = typed.trim().toLowerCase()
  const digits = typed.replace(/[\s-]/g, '')
  const fits = (...texts: string[]) => texts.some((text) => text.toLowerCase().includes(words))
  const people = agents
    .filter((one) => one.id !== me && fits(one.name, one.number))
    .map((agent): Target => ({ key: `agent:${agent.id}`, whom: { kind: 'agent', id: agent.id }, agent, free: agent.state === 'ready' && canBeReached(agent) }))
    .toSorted((a, b) => Number(b.free) - Number(a.free) || nameOf(a).localeCompare(nameOf(b), 'zh'))
  const lines = queues
    .filter((one) => fits(one.name, one.name_en))
    .map((queue): Target => ({ key: `queue:${queue.id}`, whom: { kind: 'queue', id: queue.id }, queue, free: true }))
  const beyond: Target[] =
    outside && DIALLED.test(digits) ? [{ key: 'outside', whom: { kind: 'outside', number: digits }, number: digits, free: true }] : []
  return [...beyond, ...people, ...lines]
}

function nameOf(target: Target): string {
  return 'agent' in target ? target.agent.name : ''
}
