/** What a leader sees of who needs him, and what he can do about a call. */
import { expect, it } from 'vitest'
import { alarmsOf, arranged } from '@/features/floor/figures'
import { onHisCall, targets } from '@/features/floor/leading'

const agent = (id: string, state: string, more = {}) => ({ id, name: id, number: id, path: 'a', state, since: 0, connected: true, next_reason: '', line: 'up', device_kind: 'webrtc', groups: [], ...more }) as never
const none = () => null

it('whoever asks for help stands first, before all that is too long, and is an alarm until somebody comes', () => {
  const limits = (of: string) => (of === 'talking' ? { amber: 1, red: 2, below: false } : null)
  const all = [agent('long', 'talking'), agent('needs', 'ready', { help_since: 40 })]
  expect(arranged(all, 'alarm', 50, limits)[0]?.agents.map(({ id }) => id)).toEqual(['needs', 'long'])
  const found = alarmsOf({ agents: all, calls: [], queues: [] }, 50, limits, none, none)
  expect(found.map(({ of, subject, since }) => [of, subject, since])).toEqual([['help', 'needs', 40], ['talking', 'long', 0]])
})

it('a leader comes onto a call that is spoken', () => {
  const call = { id: 'c' } as never
  expect([onHisCall(agent('a', 'talking'), call), onHisCall(agent('a', 'ringing'), call), onHisCall(agent('a', 'talking'), undefined)]).toEqual([true, false, false])
})

it('a customer is passed to who is free, to a queue, or to a number that was typed', () => {
  const floor = { agents: [agent('his', 'talking'), agent('free', 'ready'), agent('busy', 'talking')], queues: [{ id: 'q', name: '订购', name_en: 'Orders' } as never] }
  expect(targets(floor, 'his', '').map(({ key }) => key)).toEqual(['agent:free', 'queue:订购'])
  expect(targets(floor, 'his', '138 0013 8000')[0]?.whom).toEqual({ kind: 'outside', number: '13800138000' })
})
