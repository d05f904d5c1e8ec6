/** The house has said that something has to be done first (a covered page, a password of one's own): the session is asked anew. */
const held = new Set(['session_locked', 'password_needed', 'second_factor_needed'])
const listeners = new Set<() => void>()

export function hearHeld(code: string): void {
  if (held.has(code)) for (const listener of listeners) listener()
}

export function onHeld(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
