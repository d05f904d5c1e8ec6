/** Whether the web session has ended under the page. The page stays as it is, with all that was typed, and asks for the password. */
import { useSyncExternalStore } from 'react'

let over = false
const listeners = new Set<() => void>()

export function sayOver(now: boolean): void {
  if (over === now) return
  over = now
  for (const listener of listeners) listener()
}

export function useOver(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => over,
  )
}
