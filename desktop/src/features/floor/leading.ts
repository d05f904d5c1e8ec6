/** What of an agent's call a leader can act on, and to whom he can pass its customer. */
import type { FloorBoard } from '@/live/line'
import type { AgentView, CallView, CommandArgs, QueueView } from '@/live/protocol'
import { givable } from './giving'

const spoken = ['talking', 'holding']

/** He speaks with somebody, so that a leader can come onto the call. */
export function onHisCall(agent: AgentView | undefined, call: CallView | undefined): boolean {
  return agent !== undefined && call !== undefined && spoken.includes(agent.state)
}

/** He has no call, so that a leader can call him. */
export function canBeTalkedTo(agent: AgentView | undefined): boolean {
  return agent !== undefined && ['ready', 'not_ready'].includes(agent.state)
}

/** With whom he has to do: the customer's number, or the name of a colleague. */
export function besideHim(agent: AgentView, call: CallView | undefined): string {
  if (call?.direction !== 'internal') return call?.customer_number ?? ''
  return call.hands?.find((one) => one.person !== agent.id)?.name ?? ''
}

export interface Target {
  key: string
  name: string
  note: string
  queue?: QueueView
  whom: Omit<CommandArgs['force_transfer'], 'agent' | 'call'>
}

const dialled = /^\+?\d{3,20}$/

/** Colleagues who are free, queues, and a number that was typed. */
export function targets({ agents, queues }: Pick<FloorBoard, 'agents' | 'queues'>, but: string, typed: string): Target[] {
  const words = typed.trim().toLowerCase()
  const digits = typed.replace(/[\s-]/g, '')
  const people = givable(agents, typed).filter((one) => one.state === 'ready' && one.id !== but)
  const lines = queues.filter((one) => `${one.name} ${one.name_en}`.toLowerCase().includes(words))
  return [
    ...(dialled.test(digits) ? [{ key: 'outside', name: digits, note: '', whom: { kind: 'outside' as const, number: digits } }] : []),
    ...people.map((one) => ({ key: `agent:${one.number}`, name: one.name, note: one.number, whom: { kind: 'agent' as const, id: one.id } })),
    ...lines.map((queue) => ({ key: `queue:${queue.name}`, name: queue.name, note: '', queue, whom: { kind: 'queue' as const, id: queue.id } })),
  ]
}
