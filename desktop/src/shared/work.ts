/**
 * Whether a person works at this page. Lists and figures refresh by themselves, and that keeps nobody signed in: the
 * page says with its requests and on its line whether a hand was on it, and the house decides.
 */
const lately = 60_000
const signs = ['keydown', 'pointerdown', 'wheel'] as const

let last = -Infinity

function work(): void {
  last = performance.now()
}

/** Notice keys, clicks and scrolling, before anything on the page acts on them. */
export function startWork(): void {
  for (const sign of signs) window.addEventListener(sign, work, { capture: true, passive: true })
}

export function workedLately(now = performance.now()): boolean {
  return now - last < lately
}
