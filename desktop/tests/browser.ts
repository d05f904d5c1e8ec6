/** What jsdom lacks of a browser and the library asks for: nothing is narrow, nothing changes its size. */
import { vi } from 'vitest'

export function likeABrowser(): void {
  vi.stubGlobal('matchMedia', (media: string) => ({ media, matches: false, addListener: () => undefined, removeListener: () => undefined }))
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = () => undefined
      unobserve = () => undefined
      disconnect = () => undefined
    },
  )
}
