/**
 * How much of the window stands above and beneath a part that scrolls inside itself, as `--z-above` on its frame: the
 * part ends where the window ends, whatever stands above it now.
 */
import { type RefObject, useLayoutEffect } from 'react'

export function useRoomBelow(frame: RefObject<HTMLElement | null>, part: string, margin: number): void {
  useLayoutEffect(() => {
    const element = frame.current
    if (!element || typeof ResizeObserver === 'undefined') return undefined
    const main = element.closest('main')
    const measure = () => {
      const inside = element.querySelector(part)?.getBoundingClientRect()
      if (!inside) return
      const above = inside.top + (main?.scrollTop ?? 0)
      const beneath = element.getBoundingClientRect().bottom - inside.bottom
      element.style.setProperty('--z-above', `${Math.ceil(above + beneath + margin)}px`)
    }
    const watch = new ResizeObserver(measure)
    watch.observe(element)
    if (main) watch.observe(main)
    return () => watch.disconnect()
  }, [frame, part, margin])
}
