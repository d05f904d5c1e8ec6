/** Whom the dial field means: colleagues who fit what was typed, and the number itself where it can be one outside. */
import type { AgentView } from '@/live/protocol'
import { canBeReached } from '@/shared/states'
import { type Known, DIALLED } from './targets'

export interface Colleague {
  id: string
  name: string
  number: string
  seat: string
  /** As he is now; null: not signed in. */
  agent: AgentView | null
}

export type Callee = { key: string } & ({ colleague: Colleague } | { number: string })

/** So many are shown; who types more finds the rest. */
const shown = 8

/** Whether it can ring at him now. */
export function canBeCalled({ agent }: Colleague): boolean {
  return agent !== null && agent.connected && canBeReached(agent) && ['ready', 'not_ready'].includes(agent.state)
}

/** The first is called by Enter: the colleague with just this number, else a number outside, else who can be called. */
export function calleesOf(agents: readonly AgentView[], me: string, typed: string, outside: boolean, known: Known): Callee[] {
  const words = typed.trim().toLowerCase()
  const digits = typed.replace(/[\s-]/g, '')
  if (!words) return []
  const now = new Map(agents.map((agent) => [agent.id, agent]))
  const fits = ({ id, name, number, seat }: Colleague) =>
    (known.initials[id] ?? '').startsWith(words) || number.startsWith(digits) || [name, seat].some((text) => text.toLowerCase().includes(words))
  const everybody: Colleague[] = [
    ...known.colleagues.map((one) => ({ ...one, agent: now.get(one.id) ?? null })),
    ...agents.filter(({ id }) => known.colleagues.every((one) => one.id !== id)).map((agent) => ({ id: agent.id, name: agent.name, number: agent.number, seat: '', agent })),
  ]
  const exactly = (one: Colleague) => one.number !== '' && one.number === digits
  const people = everybody
    .filter((one) => one.id !== me && fits(one))
    .toSorted((a, b) => Number(exactly(b)) - Number(exactly(a)) || Number(canBeCalled(b)) - Number(canBeCalled(a)) || a.number.localeCompare(b.number, 'en', { numeric: true }))
    .slice(0, shown)
    .map((colleague): Callee => ({ key: `agent:${colleague.id}`, colleague }))
  if (!outside || !DIALLED.test(digits)) return people
  const beyond: Callee = { key: 'outside', number: digits }
  const [first, ...rest] = people
  return first && 'colleague' in first && exactly(first.colleague) ? [first, beyond, ...rest] : [beyond, ...people]
}
