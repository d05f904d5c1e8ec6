/** Hours of a day as text and as minutes after midnight; past 1440 a span lies on the next day. */

export type Day = number[][]
export type Week = Day[]
/** What a person is typing: a day that can be read, or the text that cannot. */
export type WeekDraft = (Day | string)[]

const dayMinutes = 1440

const two = (n: number) => String(n).padStart(2, '0')

export function writeClock(minutes: number): string {
  const within = minutes > dayMinutes ? minutes - dayMinutes : minutes
  return `${two(Math.floor(within / 60))}:${two(within % 60)}`
}

export function writeDay(spans: readonly (readonly number[])[]): string {
  return spans.map(([from = 0, to = 0]) => `${writeClock(from)}-${writeClock(to)}`).join(' ')
}

/** Days in a row that have the same hours, as one. */
export function sameDays(week: Week): { from: number; to: number; spans: Day }[] {
  const found: { from: number; to: number; spans: Day }[] = []
  for (const [day, spans] of week.entries()) {
    const last = found.at(-1)
    if (last && writeDay(last.spans) === writeDay(spans)) last.to = day
    else found.push({ from: day, to: day, spans })
  }
  return found
}

/** Whether the span ends on the day after. */
export function overnight([, to = 0]: readonly number[]): boolean {
  return to > dayMinutes
}

/** A whole week that can be stored: every day can be read, and no night reaches into the next day's hours. */
export function weekFault(week: WeekDraft): { day: number; why: 'unreadable' | 'overnight' } | null {
  for (const [day, spans] of week.entries()) {
    if (typeof spans === 'string') return { day, why: 'unreadable' }
    const following = week[(day + 1) % week.length]
    const end = spans.at(-1)?.[1] ?? 0
    if (typeof following === 'object' && end - dayMinutes > (following[0]?.[0] ?? Infinity)) return { day, why: 'overnight' }
  }
  return null
}

export interface Opening {
  /** Days from today: 0 is today. */
  ahead: number
  from: number
  to: number
  /** It is open at this moment. */
  now: boolean
}

/** The opening that holds now or comes next. `weekday` 0 is Monday, `minute` of that day; null: it never opens. */
export function nextOpening(week: Week, weekday: number, minute: number, closed: (ahead: number) => Day | null = () => null): Opening | null {
  const of = (ahead: number) => closed(ahead) ?? week[(weekday + ahead + 7) % 7] ?? []
  const late = of(-1).find(([, to = 0]) => to - dayMinutes > minute)
  if (late) return { ahead: -1, from: late[0] ?? 0, to: late[1] ?? 0, now: true }
  for (let ahead = 0; ahead < 15; ahead += 1) {
    for (const [from = 0, to = 0] of of(ahead)) {
      if (ahead === 0 && minute >= to) continue
      return { ahead, from, to, now: ahead === 0 && minute >= from }
    }
  }
  return null
}
