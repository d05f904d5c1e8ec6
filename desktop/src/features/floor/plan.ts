/** The plan of a room: where its seats stand, where there is room, and where one goes by key. */
import type { Shape } from '@/shared/api/client'

export type Seat = Shape<'SeatOut'>

export interface Spot {
  column: number
  row: number
}

/** As many places as a room may have in each direction. */
export const widest = 60
const least = { columns: 8, rows: 4 }

export function spotOf(seat: Seat): Spot | null {
  return seat.plan_column === null || seat.plan_row === null ? null : { column: seat.plan_column, row: seat.plan_row }
}

export function at(seats: readonly Seat[], { column, row }: Spot): Seat | undefined {
  return seats.find((seat) => seat.plan_column === column && seat.plan_row === row)
}

/** How large the room is drawn; with `room` for one more in each direction. */
export function sizeOf(seats: readonly Seat[], room: boolean): { columns: number; rows: number } {
  const spots = seats.flatMap((seat) => spotOf(seat) ?? [])
  const extent = (values: number[], fewest: number) => Math.min(widest, Math.max(room ? fewest : 1, ...values.map((value) => value + (room ? 2 : 1))))
  return { columns: extent(spots.map(({ column }) => column), least.columns), rows: extent(spots.map(({ row }) => row), least.rows) }
}

/** The first free place, row by row. */
export function firstFree(seats: readonly Seat[]): Spot {
  const { columns, rows } = sizeOf(seats, true)
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) if (!at(seats, { column, row })) return { column, row }
  return { column: 0, row: Math.min(rows, widest - 1) }
}

const steps: Record<string, Spot> = {
  ArrowLeft: { column: -1, row: 0 },
  ArrowRight: { column: 1, row: 0 },
  ArrowUp: { column: 0, row: -1 },
  ArrowDown: { column: 0, row: 1 },
}

/** Where an arrow takes a seat: over its neighbours to the next free place; null: there is none, or it is no arrow. */
export function stepped(seats: readonly Seat[], seat: Seat, key: string): Spot | null {
  const step = steps[key]
  let spot = spotOf(seat)
  if (!step || !spot) return null
  do spot = { column: spot.column + step.column, row: spot.row + step.row }
  while (at(seats, spot))
  const inside = (value: number) => value >= 0 && value < widest
  return inside(spot.column) && inside(spot.row) ? spot : null
}
