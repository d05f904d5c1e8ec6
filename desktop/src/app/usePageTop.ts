/**
 * Where the page begins, as `--z-page-top` on the document: beneath the bar and whatever strips stand under it now.
 * What opens over a page begins there too, so that no strip's button is ever covered.
 */
import { type RefObject, useLayoutEffect } from 'react'

export function usePageTop(page: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = page.current
    if (!element || typeof ResizeObserver === 'undefined') return undefined
    const root = document.documentElement
    const measure = () => root.style.setProperty('--z-page-top', `${Math.ceil(element.getBoundingClientRect().top)}px`)
    const watch = new ResizeObserver(measure) // a strip that comes or goes makes the page lower or higher
    watch.observe(element)
    return () => {
      watch.disconnect()
      root.style.removeProperty('--z-page-top')
    }
  }, [page])
}
