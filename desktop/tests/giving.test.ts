/** Callers in their turn, and whom a leader can give them to. */
import { expect, it } from 'vitest'
import { givable, inTurn, steps } from '@/features/floor/giving'

const call = (id: string, queued_at: number, more = {}) => ({ id, phase: 'queue', queued_at, ...more }) as never
const agent = (id: string, state: string, more = {}) => ({ id, name: id, number: id, state, since: 0, connected: true, next_reason: '', line: 'up', device_kind: 'webrtc', ...more }) as never

it('callers stand in the order in which they are served', () => {
  const all = [call('late', 60_000), call('early', 10_000), call('ahead', 50_000, { priority: 6 }), call('back', 70_000, { before_all: true }), call('talks', 0, { phase: 'talk' })]
  expect(inTurn(all).map(({ id }) => id)).toEqual(['back', 'ahead', 'early', 'late'])
})

it('a caller is given to who is free or will be, by name or number', () => {
  const all = [agent('busy', 'talking', { since: 5 }), agent('longer', 'talking', { since: 1 }), agent('free', 'ready', { since: 9 }), agent('away', 'not_ready'), agent('leaves', 'talking', { next_reason: 'meal' }), agent('lost', 'talking', { connected: false })]
  expect(givable(all, '').map(({ id }) => id)).toEqual(['free', 'longer', 'busy'])
  expect(givable(all, ' LONG').map(({ id }) => id)).toEqual(['longer'])
})

it('a step ahead is whole points of priority', () => {
  expect(steps.map(({ points }) => points)).toEqual([0, 6, 30, 180])
})
