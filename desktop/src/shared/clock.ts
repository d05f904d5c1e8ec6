/** The house's time in the page: the server's clock, and one tick per second for all running times. */
import { startTransition, useEffect, useState, useSyncExternalStore } from 'react'

let offset = 0

/** The gateway said what time it is; running times follow its clock, not this machine's. */
export function setServerTime(theirs: number, ours: number): void {
  offset = theirs - ours
}

export function serverNow(): number {
  return Date.now() + offset
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let second = Math.floor(serverNow() / 1000)

function tick(): void {
  const now = Math.floor(serverNow() / 1000)
  if (now === second) return
  second = now
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    tick()
    timer = setInterval(tick, 250)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && timer !== undefined) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** Now in ms, renewed once per whole second. */
export function useNow(): number {
  const shown = useSyncExternalStore(subscribe, () => second)
  return shown * 1000
}

/** As `useNow`, for what is large and no clock itself: it is drawn anew between frames. */
export function useCalmNow(): number {
  const [shown, setShown] = useState(second)
  useEffect(() => subscribe(() => startTransition(() => setShown(second))), [])
  return shown * 1000
}

/** Called once per whole second. */
export function onSecond(tell: () => void): () => void {
  return subscribe(tell)
}
