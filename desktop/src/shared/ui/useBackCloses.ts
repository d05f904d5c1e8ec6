/** Back closes the topmost panel and leaves the page where it is. */
import { useCallback, useEffect, useRef } from 'react'
import { nameOf } from '@/shared/keys'

interface Standing {
  close: () => Promise<void>
}

/** Open panels, the topmost last: one step back belongs to it alone. */
const standing: Standing[] = []

function enter(): void {
  window.history.pushState(window.history.state, '')
}

/** Steps that the page itself takes back. */
let ours = 0

window.addEventListener('popstate', () => {
  if (ours > 0) ours -= 1
  else void standing.at(-1)?.close()
})

/** Esc in a dialog that lies over it belongs to the dialog. */
function escapes(event: KeyboardEvent): boolean {
  const inDialog = event.target instanceof Element && event.target.closest('[role=dialog]') !== null
  return nameOf(event) === 'close' && !event.defaultPrevented && !inDialog
}

/** The way to close it from the page, which is the same as going back. `escape`: nothing else listens to Esc for it. */
export function useBackCloses(open: boolean, onClose: () => void, mayClose?: () => Promise<boolean>, escape = false): () => void {
  const latest = useRef({ onClose, mayClose })
  useEffect(() => {
    latest.current = { onClose, mayClose }
  })
  useEffect(() => {
    if (!open) return undefined
    let closed = false
    const one: Standing = {
      close: async () => {
        const may = (await latest.current.mayClose?.()) ?? true
        if (!may) {
          enter()
          return
        }
        closed = true
        latest.current.onClose()
      },
    }
    const listen = (event: KeyboardEvent) => {
      if (escape && escapes(event) && standing.at(-1) === one) window.history.back()
    }
    standing.push(one)
    enter()
    window.addEventListener('keydown', listen)
    const address = window.location.href
    return () => {
      window.removeEventListener('keydown', listen)
      standing.splice(standing.indexOf(one), 1)
      // Closed by the page itself: take back the step that was kept for it.
      if (!closed && window.location.href === address) {
        ours += 1
        window.history.back()
      }
    }
  }, [open, escape])
  return useCallback(() => window.history.back(), [])
}
