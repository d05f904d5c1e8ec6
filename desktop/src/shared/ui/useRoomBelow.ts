/**
 * How much of the window is not for a part that scrolls inside itself, as `--z-above` on its frame: the part ends where
 * the window ends, whatever stands above it now.
 */
import { type RefObject, useLayoutEffect } from 'react'

/** What a page leaves free at its lower end. */
const edge = 16

/** `part`: what scrolls inside the frame; absent: the frame itself. */
export function useRoomBelow(frame: RefObject<HTMLElement | null>, part = ''): void {
  useLayoutEffect(() => {
    const element = frame.current
    if (!element || typeof ResizeObserver === 'undefined') return undefined
    const main = element.closest('main')
    const measure = () => {
      const outer = element.getBoundingClientRect()
      const inner = (part && element.querySelector(part)?.getBoundingClientRect()) || outer
      const above = inner.top + (main?.scrollTop ?? 0)
      element.style.setProperty('--z-above', `${Math.ceil(above + outer.bottom - inner.bottom + edge)}px`)
    }
    const watch = new ResizeObserver(measure)
    watch.observe(element)
    if (main) watch.observe(main)
    return () => watch.disconnect()
  }, [frame, part])
}
