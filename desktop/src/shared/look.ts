/** Light or dark, as the person likes it on this machine. */
import { useSyncExternalStore } from 'react'
import { type Look, publishTheme } from './theme'

const key = 'zuoxi.look'
const listeners = new Set<() => void>()

export function chosenLook(): Look {
  return localStorage.getItem(key) === 'dark' ? 'dark' : 'light'
}

export function startLook(): void {
  publishTheme(document.documentElement, chosenLook())
}

export function chooseLook(look: Look): void {
  localStorage.setItem(key, look)
  startLook()
  for (const listener of listeners) listener()
}

export function useLook(): Look {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, chosenLook)
}
