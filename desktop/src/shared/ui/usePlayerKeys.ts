/** The keys of a player, while something of it has the focus. */
import { type RefObject, useEffect, useRef } from 'react'

export interface PlayerActs {
  toggle: () => void
  step: (seconds: number) => void
  faster: (by: 1 | -1) => void
  comment?: () => void
}

const stepS = 3

export function playerKey(event: KeyboardEvent, acts: PlayerActs): void {
  const target = event.target as HTMLElement
  if (event.ctrlKey || event.altKey || event.metaKey || ['INPUT', 'TEXTAREA'].includes(target.tagName)) return
  // A button that has the focus is pressed by the space bar itself.
  if (event.key === ' ' && target.closest('button, a, label')) return
  const table: Record<string, (() => void) | undefined> = {
    ' ': acts.toggle,
    ArrowLeft: () => acts.step(-stepS),
    ArrowRight: () => acts.step(stepS),
    '[': () => acts.faster(-1),
    ']': () => acts.faster(1),
    m: acts.comment,
  }
  const act = table[event.key]
  if (!act) return
  event.preventDefault()
  event.stopPropagation()
  act()
}

/** Listens while the focus is in `box`; what is pressed there is nobody else's. */
export function usePlayerKeys(box: RefObject<HTMLElement | null>, acts: PlayerActs): void {
  const latest = useRef(acts)
  useEffect(() => {
    latest.current = acts
  })
  useEffect(() => {
    const place = box.current
    if (!place) return undefined
    const press = (event: KeyboardEvent) => playerKey(event, latest.current)
    place.addEventListener('keydown', press)
    return () => place.removeEventListener('keydown', press)
  }, [box])
}
