/** Whether the web session has ended under the page. The page stays as it is, with all that was typed, and asks for the password. */
import { useSyncExternalStore } from 'react'

let over = false
let sessions = 0
const listeners = new Set<() => void>()

/** The session in which something is asked for, to be handed to `sayOver` with what the answer says of it. */
export function currentSession(): number {
  return sessions
}

/** `of`: the session that is meant. What was asked under an earlier one says nothing of the one since. */
export function sayOver(now: boolean, of = sessions): void {
  if (now && of !== sessions) return
  if (!now) sessions += 1
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
