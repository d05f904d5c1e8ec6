/** The shift's figures run on with the clock from what the server has counted. */
import { expect, test } from 'vitest'
import { workable } from '@/features/workbench/CallsDue'
import { running, sums } from '@/features/workbench/shift'
import type { Owed } from '@/live/owed'

const at = '2036-03-01T01:00:00Z'
const counted = { at, spent: [{ state: 'ready', reason: '', ms: 60_000 }, { state: 'not_ready', reason: 'meal', ms: 5_000 }] }
const later = Date.parse(at) + 7_000

test('the state that he is in runs on, and no other', () => {
  expect(sums(running(counted, { state: 'ready', reason: '' }, later))).toMatchObject({ whole: 72_000, of: { ready: 67_000, not_ready: 5_000 } })
})

test('a break is told apart by its reason, and a hold belongs to the talk', () => {
  const spent = running(counted, { state: 'not_ready', reason: 'rest' }, later)
  expect(spent).toContainEqual({ state: 'not_ready', reason: 'rest', ms: 7_000 })
  expect(sums([...spent, { state: 'talking', reason: '', ms: 3 }, { state: 'holding', reason: '', ms: 4 }]).of).toMatchObject({ not_ready: 12_000, talk: 7 })
})

test('nothing runs on while he is signed out, and nothing runs backwards', () => {
  expect(running(counted, null, later)).toEqual(counted.spent)
  expect(sums(running(counted, { state: 'ready', reason: '' }, later - 60_000)).whole).toBe(65_000)
})

test('his own callbacks come first, those of others not at all', () => {
  const task = (id: string, by: string | null) => ({ id, claimed_by: by && { id: by } }) as Owed
  expect(workable([task('a', null), task('b', 'other'), task('c', 'me')], 'me').map(({ id }) => id)).toEqual(['c', 'a'])
})
