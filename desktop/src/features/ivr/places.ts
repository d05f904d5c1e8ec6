/** Where nodes stand: from left to right in the order in which a caller comes to them. */
import type { Flow } from '@/shared/flow'

export interface Place {
  x: number
  y: number
}

export const column = 300
export const line = 150
/** So tall a column is at most: what comes after it stands beside it, and the whole stays in sight. */
export const tallest = 10 * line
const first: Place = { x: 0, y: 0 }

/** A free place to the right of a node (null: beneath everything). */
export function beside(layout: Record<string, Place>, id: string | null): Place {
  const places = Object.values(layout)
  const from = id === null ? undefined : layout[id]
  if (!from) return places.length === 0 ? first : { x: 0, y: Math.max(...places.map((place) => place.y)) + line }
  const x = from.x + column
  let y = from.y
  while (places.some((place) => Math.abs(place.x - x) < column / 2 && Math.abs(place.y - y) < line)) y += line
  return { x, y }
}

/** Everything in its column, by how many steps it is away from the start at least; what cannot be reached comes last. */
export function arranged(flow: Flow, height: (id: string) => number = () => line): Record<string, Place> {
  const steps = new Map<string, number>()
  let reached = flow.start ? [flow.start] : []
  for (let step = 0; reached.length > 0; step++) {
    for (const id of reached) steps.set(id, step)
    const next = reached.flatMap((id) => Object.values(flow.nodes.find((node) => node.id === id)?.exits ?? {}))
    reached = [...new Set(next)].filter((id) => !steps.has(id) && flow.nodes.some((node) => node.id === id))
  }
  const last = Math.max(-1, ...steps.values()) + 1
  const places: Record<string, Place> = {}
  let [at, x, y] = [0, 0, 0]
  for (const id of [...steps.keys(), ...flow.nodes.map((node) => node.id).filter((one) => !steps.has(one))]) {
    const step = steps.get(id) ?? last
    const full = y > 0 && y + height(id) > tallest
    if (step !== at || full) {
      x += column
      y = 0
      at = step
    }
    places[id] = { x, y }
    y += height(id)
  }
  return places
}
