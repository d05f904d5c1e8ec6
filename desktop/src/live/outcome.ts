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
