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

const clocks = new Set<() => void>()
let leave: (() => void) | undefined

/** So many clocks are written in one frame; the others follow in the next ones. */
const inOneFrame = 60

function tellClocks(): void {
  const due = [...clocks]
  const slice = () => {
    for (const tell of due.splice(0, document.hidden ? due.length : inOneFrame)) if (clocks.has(tell)) tell()
    if (due.length > 0) requestAnimationFrame(slice)
  }
  slice()
}

/** Called once per whole second; of hundreds some frames later, so that none of them is a long one. */
export function onSecond(tell: () => void): () => void {
  clocks.add(tell)
  leave ??= subscribe(tellClocks)
  return () => {
    clocks.delete(tell)
    if (clocks.size > 0) return
    leave?.()
    leave = undefined
  }
}
