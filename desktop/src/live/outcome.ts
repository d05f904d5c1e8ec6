/** The result that the agent has chosen for a call, until it is sent; it survives a reload. */
import { useSyncExternalStore } from 'react'

const key = (call: string) => `zuoxi.result.${call}`
const listeners = new Set<() => void>()

export function chosenResult(call: string): string {
  return call ? (sessionStorage.getItem(key(call)) ?? '') : ''
}

export function chooseResult(call: string, disposition: string): void {
  if (disposition) sessionStorage.setItem(key(call), disposition)
  else sessionStorage.removeItem(key(call))
  for (const listener of listeners) listener()
}

export function useChosenResult(call: string): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => chosenResult(call),
  )
}

/** Calls whose result is on its way with the end of their wrap-up. */
const sending = new Set<string>()

/** Send the chosen result with the end of the wrap-up, once. */
export async function sendingResult(call: string, send: (disposition: string) => Promise<boolean>): Promise<boolean> {
  sending.add(call)
  const done = await send(chosenResult(call))
  if (done) chooseResult(call, '')
  else sending.delete(call)
  return done
}

/** The wrap-up ended by itself: nobody sends the chosen result any more. */
export function leftBehind(call: string): boolean {
  return !sending.has(call)
}
