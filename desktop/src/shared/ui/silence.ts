/** Where nobody speaks, from the peaks of both sides (seconds). */

export interface Peaks {
  channels: number
  seconds: number
  peaks: number[][]
}

export interface Span {
  from: number
  to: number
}

const quietBelow = 0.03
const shortest = 1.5
/** A little is left at both ends, so that no word loses its beginning. */
const margin = 0.25

export function silences({ seconds, peaks }: Peaks): Span[] {
  const n = Math.max(...peaks.map((side) => side.length), 0)
  if (n === 0 || seconds <= 0) return []
  const step = seconds / n
  const found: Span[] = []
  let since: number | null = null
  for (let i = 0; i <= n; i++) {
    const quiet = i < n && peaks.every((side) => (side[i] ?? 0) < quietBelow)
    if (quiet) since ??= i * step
    else if (since !== null) {
      if (i * step - since >= shortest) found.push({ from: since + margin, to: i * step - margin })
      since = null
    }
  }
  return found
}

/** Where to go on when `at` lies in silence; null: play on. */
export function jumpFrom(at: number, spans: readonly Span[]): number | null {
  const inside = spans.find((span) => at >= span.from && at < span.to - 0.05)
  return inside ? inside.to : null
}
