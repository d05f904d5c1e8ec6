/** What a subscription shows: views by key as of number `n`. Snapshots replace it, events move it on by one. */
import type { EventFrame, Snapshot, View } from './protocol'

export interface Board {
  n: number
  /** False until the first snapshot. */
  known: boolean
  views: Readonly<Record<string, View>>
}

export const emptyBoard: Board = { n: 0, known: false, views: {} }

/** The board after a frame; the same board when the frame is old news; `gap` when events are missing. */
export function apply(board: Board, frame: Snapshot | EventFrame): Board | 'gap' {
  if (frame.t === 'snap') return { n: frame.n, known: true, views: frame.data }
  // Before the first snapshot there is nothing to move on; it is on its way.
  if (!board.known || frame.n <= board.n) return board
  if (frame.n > board.n + 1) return 'gap'
  const views = { ...board.views, ...frame.put }
  for (const key of frame.gone) delete views[key]
  return { n: frame.n, known: true, views }
}
