/** Undo and redo: what the draft was, is and would be again. Changes of one field in a row are one step. */
import type { Draft } from './draft'

export interface History {
  past: Draft[]
  now: Draft
  future: Draft[]
  /** What the last change was of: typing on in the same field adds no step. */
  last: string
}

export type Step = { type: 'change'; draft: Draft; of?: string } | { type: 'undo' } | { type: 'redo' } | { type: 'load'; draft: Draft }

const most = 100

export const begun = (draft: Draft): History => ({ past: [], now: draft, future: [], last: '' })

export function stepped(history: History, step: Step): History {
  const { past, now, future, last } = history
  switch (step.type) {
    case 'load':
      return begun(step.draft)
    case 'change': {
      if (step.draft === now) return history
      const goesOn = step.of !== undefined && step.of === last
      return { past: goesOn ? past : [...past, now].slice(-most), now: step.draft, future: [], last: step.of ?? '' }
    }
    case 'undo': {
      const before = past.at(-1)
      return before ? { past: past.slice(0, -1), now: before, future: [now, ...future], last: '' } : history
    }
    case 'redo': {
      const after = future[0]
      return after ? { past: [...past, now], now: after, future: future.slice(1), last: '' } : history
    }
  }
}
