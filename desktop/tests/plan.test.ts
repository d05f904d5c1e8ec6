/** The plan of a room. */
import { expect, it } from 'vitest'
import { at, firstFree, sizeOf, stepped } from '@/features/floor/plan'

const seat = (name: string, plan_column: number | null = null, plan_row: number | null = null) => ({ id: name, name, plan_column, plan_row }) as never
const [a, b, loose] = [seat('a', 0, 0), seat('b', 1, 0), seat('c')]
const room = [a, b, loose]

it('an arrow takes a seat over its neighbours to the next free place, and not out of the room', () => {
  expect(stepped(room, a, 'ArrowRight')).toEqual({ column: 2, row: 0 })
  expect(stepped(room, a, 'ArrowDown')).toEqual({ column: 0, row: 1 })
  expect([stepped(room, a, 'ArrowUp'), stepped(room, b, 'ArrowLeft'), stepped(room, loose, 'ArrowDown'), stepped(room, a, 'x')]).toEqual([null, null, null, null])
})

it('a seat that stands nowhere comes to the first free place', () => {
  expect(firstFree(room)).toEqual({ column: 2, row: 0 })
  expect(at(room, { column: 1, row: 0 })).toBe(b)
})

it('a room is drawn as large as it is, with more when it is arranged', () => {
  expect(sizeOf(room, false)).toEqual({ columns: 2, rows: 1 })
  expect(sizeOf(room, true)).toEqual({ columns: 8, rows: 4 })
  expect(sizeOf([seat('far', 59, 20)], true)).toEqual({ columns: 60, rows: 22 })
})
