/** Hours of a day as text and as minutes after midnight. */

export type Week = number[][][]

const span = /^(\d{1,2}):(\d{2})\s*[-–—~]\s*(\d{1,2}):(\d{2})$/

export function writeDay(spans: readonly (readonly number[])[]): string {
  const clock = (minutes = 0) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return spans.map(([from, to]) => `${clock(from)}-${clock(to)}`).join(' ')
}

/** `08:00-12:00 13:30-18:00` in minutes, in order and without overlap; null: not to be read. */
export function parseDay(text: string): number[][] | null {
  const parts = text.trim().split(/[\s,，;；]+/).filter(Boolean)
  const spans: number[][] = []
  let last = 0
  for (const part of parts) {
    const found = span.exec(part)
    if (!found) return null
    const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = found.slice(1).map(Number)
    const from = h1 * 60 + m1
    const to = h2 * 60 + m2
    if (m1 > 59 || m2 > 59 || from < last || to <= from || to > 1440) return null
    spans.push([from, to])
    last = to
  }
  return spans
}
