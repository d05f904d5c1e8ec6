/** How long nobody has worked at this browser: a hand on another of its windows is work too. */
const kept = 'zuoxi.worked'
const every = 5_000

let last = Date.now()
let noted = 0

function work(): void {
  last = Date.now()
  if (last - noted < every) return
  noted = last
  localStorage.setItem(kept, String(last))
}

export function startIdle(): () => void {
  work()
  const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
  for (const sign of signs) window.addEventListener(sign, work, { capture: true, passive: true })
  return () => {
    for (const sign of signs) window.removeEventListener(sign, work, { capture: true })
  }
}

/** Since the last work of any window (ms). */
export function idleFor(now = Date.now()): number {
  return now - Math.max(last, Number(localStorage.getItem(kept) ?? 0))
}
