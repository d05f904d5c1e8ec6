/** The keyboard map: one table, shown in tooltips and in the help sheet. */
import { useEffect, useRef } from 'react'
import type { TextKey } from '@/texts'

export const keyMap = {
  ready: { keys: ['F2'], shown: 'F2', text: 'key.ready' },
  answer: { keys: ['F4'], shown: 'F4', text: 'key.answer' },
  hold: { keys: ['F6'], shown: 'F6', text: 'key.hold' },
  mute: { keys: ['F7'], shown: 'F7', text: 'key.mute' },
  pause_recording: { keys: ['Ctrl+F7'], shown: 'Ctrl+F7', text: 'key.pause_recording' },
  transfer: { keys: ['F9'], shown: 'F9', text: 'key.transfer' },
  confer: { keys: ['Ctrl+F9'], shown: 'Ctrl+F9', text: 'key.confer' },
  rate: { keys: ['Ctrl+F8'], shown: 'Ctrl+F8', text: 'key.rate' },
  hang_up: { keys: ['F8'], shown: 'F8', text: 'key.hang_up' },
  result: {
    keys: [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((n) => [`Ctrl+${n}`, `Alt+${n}`]),
    shown: 'Ctrl+1…9 / Alt+1…9',
    text: 'key.result',
  },
  finish: { keys: ['Ctrl+Enter'], shown: 'Ctrl+Enter', text: 'key.finish' },
  monitor: { keys: ['l'], shown: 'L', text: 'key.monitor' },
  whisper: { keys: ['w'], shown: 'W', text: 'key.whisper' },
  barge: { keys: ['b'], shown: 'B', text: 'key.barge' },
  leave_call: { keys: ['x'], shown: 'X', text: 'key.leave_call' },
  talk_to: { keys: ['t'], shown: 'T', text: 'key.talk_to' },
  pick_up: { keys: ['p'], shown: 'P', text: 'key.pick_up' },
  text: { keys: ['m'], shown: 'M', text: 'key.text' },
  help_me: { keys: ['Ctrl+F2'], shown: 'Ctrl+F2', text: 'key.help_me' },
  dial: { keys: ['d'], shown: 'D', text: 'key.dial' },
  add: { keys: ['n'], shown: 'N', text: 'key.add' },
  rows: { keys: ['ArrowUp', 'ArrowDown'], shown: '↑ ↓ Enter', text: 'key.rows' },
  player: { keys: [], shown: '␣ ← → [ ] M', text: 'key.player' },
  search: { keys: ['/'], shown: '/', text: 'key.search' },
  close: { keys: ['Escape'], shown: 'Esc', text: 'key.close' },
  lock: { keys: ['Alt+l', 'Alt+L'], shown: 'Alt+L', text: 'key.lock' },
  help: { keys: ['?'], shown: '?', text: 'key.help' },
} as const satisfies Record<string, { keys: readonly string[]; shown: string; text: TextKey }>

export type KeyName = keyof typeof keyMap

/** What the keys still do while the page is covered. */
const underCover: ReadonlySet<KeyName> = new Set(['answer', 'hang_up'])

/** The name of what was pressed: `F4`, `Ctrl+3`, `/`. Digits count by place, so that layouts do not matter. */
export function pressed(event: KeyboardEvent): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)
  const modified = event.ctrlKey || event.altKey || event.metaKey
  const name = digit && modified ? (digit[1] ?? '') : event.key
  const ctrl = event.ctrlKey || event.metaKey ? 'Ctrl+' : ''
  return `${ctrl}${event.altKey ? 'Alt+' : ''}${name}`
}

/** A plain character typed into a field belongs to the field. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || event.key.length > 1) return false
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

export function nameOf(event: KeyboardEvent): KeyName | null {
  if (isTyping(event)) return null
  const covered = document.body.hasAttribute('data-covered')
  const what = pressed(event)
  for (const [name, entry] of Object.entries(keyMap)) {
    if ((entry.keys as readonly string[]).includes(what)) return covered && !underCover.has(name as KeyName) ? null : (name as KeyName)
  }
  return null
}

/** The row above or beneath the one that has the focus takes it; a list is read with the hand on the keys. */
export function moveInRows(event: KeyboardEvent, row: HTMLElement): void {
  const step = (keyMap.rows.keys as readonly string[]).indexOf(pressed(event))
  if (step < 0) return
  const next = step === 0 ? row.previousElementSibling : row.nextElementSibling
  if (!(next instanceof HTMLElement) || next.tabIndex < 0) return
  event.preventDefault()
  next.focus()
}

/** Does something when the key is pressed; the handler gets the digit of a result key (else 0). */
export function useKey(name: KeyName, handler: (digit: number) => void, enabled = true): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => {
    if (!enabled) return undefined
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || nameOf(event) !== name) return
      event.preventDefault()
      latest.current(Number(/\d$/.exec(pressed(event))?.[0] ?? 0))
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [name, enabled])
}
