/** The keepers of this page, one per call; notes that an earlier page could not send are sent by this one. */
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { api, call as answer } from '@/shared/api/client'
import { NoteKeeper } from './noteKeeper'

const prefix = 'zuoxi.note'
const keepers = new Map<string, NoteKeeper>()

function keeper(person: string, call: string): NoteKeeper {
  const key = `${prefix}.${person}.${call}`
  let one = keepers.get(key)
  if (!one) {
    const params = { path: { call } }
    one = new NoteKeeper(key, {
      storage: localStorage,
      load: async () => (await answer(api.GET('/api/calls/{call}/note', { params }))).text,
      put: async (text, leaving) => {
        await answer(api.PUT('/api/calls/{call}/note', { params, body: { text }, keepalive: leaving }))
      },
      later: (act, ms) => setTimeout(act, ms),
      cancel: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
    })
    keepers.set(key, one)
    void one.start()
  }
  return one
}

/** Notes of this person that no server has confirmed yet. */
export function leftovers(person: string, storage: Storage = localStorage): string[] {
  const mine = `${prefix}.${person}.`
  return Object.keys(storage)
    .filter((key) => key.startsWith(mine))
    .map((key) => key.slice(mine.length))
}

export function useLeftoverNotes(person: string): void {
  useEffect(() => {
    for (const call of leftovers(person)) keeper(person, call)
    const nudge = () => keepers.forEach((one) => one.nudge())
    const leave = () => keepers.forEach((one) => one.leave())
    const other = (event: StorageEvent) => {
      const one = event.key ? keepers.get(event.key) : undefined
      if (one && event.newValue !== null) one.heard(event.newValue)
      else one?.settled()
    }
    window.addEventListener('storage', other)
    window.addEventListener('online', nudge)
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('storage', other)
      window.removeEventListener('online', nudge)
      window.removeEventListener('pagehide', leave)
    }
  }, [person])
}

export function useNote(person: string, call: string) {
  const one = useMemo(() => keeper(person, call), [person, call])
  useSyncExternalStore(one.watch, () => `${one.status}:${one.text}`)
  return one
}
