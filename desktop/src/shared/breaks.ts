/** What is left today of a reason for not being ready that has a daily allowance; spans in ms. */
import type { Hue } from './theme'

export interface Allowance {
  allowed: number
  used: number
}

/** Once less than a fifth is left, he is told. */
const little = 0.2

export function leftOf({ allowed, used }: Allowance): number {
  return allowed - used
}

export function isOver(allowance: Allowance | null): boolean {
  return allowance !== null && leftOf(allowance) < 0
}

/** How it looks; null: as the state does. */
export function breakHue(allowance: Allowance | null): Hue | null {
  if (!allowance) return null
  if (isOver(allowance)) return 'red'
  return leftOf(allowance) < allowance.allowed * little ? 'amber' : null
}

/** What was counted up to `at` (ms), and what he has taken since then if it goes on since `since`; 0: it does not. */
export function usedBy(ms: number, at: number, since: number, now: number): number {
  return ms + (since > 0 ? Math.max(0, now - Math.max(at, since)) : 0)
}
