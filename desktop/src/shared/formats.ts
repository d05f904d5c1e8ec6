/** How figures are written. Times are in the tenant's zone, 24 h; durations mm:ss. */

export function duration(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(total / 3600)
  const rest = `${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

export type Detail = 'time' | 'second' | 'day' | 'moment'

const shapes: Record<Detail, Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  day: { year: 'numeric', month: '2-digit', day: '2-digit' },
  moment: {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
}

const made = new Map<string, Intl.DateTimeFormat>()

/** `at` is ISO 8601 or ms since the epoch; empty gives an empty text. The form is the same in both languages. */
export function moment(at: string | number | null | undefined, zone: string, detail: Detail = 'moment'): string {
  if (at === null || at === undefined || at === '' || at === 0) return ''
  const key = `${zone} ${detail}`
  let format = made.get(key)
  if (!format) {
    // The Swedish locale writes 2026-11-21 20:56:31, which reads the same in Chinese and English.
    format = new Intl.DateTimeFormat('sv-SE', { ...shapes[detail], timeZone: zone })
    made.set(key, format)
  }
  return format.format(new Date(at))
}

/** The time alone when it is today, with its date otherwise. */
export function near(at: string | number, zone: string, now: number): string {
  const sameDay = dayOf(new Date(at).getTime(), zone) === dayOf(now, zone)
  return sameDay ? moment(at, zone, 'time') : moment(at, zone).slice(5, 16)
}

/** The calendar day (yyyy-mm-dd) of a moment in a zone. */
export function dayOf(at: number, zone: string): string {
  return moment(at, zone, 'day')
}

/** The first instant of a calendar day in a zone, as ISO 8601 UTC. */
export function startOfDay(day: string, zone: string): string {
  const guess = Date.parse(`${day}T00:00:00Z`)
  const seen = Date.parse(`${moment(guess, zone, 'moment').replace(' ', 'T')}Z`)
  return new Date(guess - (seen - guess)).toISOString()
}

/** How numbers of the plan are read out: in which groups, from which form. Masked ones keep their stars. */
const groups: RegExp[] = [
  /^(1[\d*]{2})([\d*]{4})([\d*]{4})$/, // mobile
  /^([48]00)([\d*]{3})([\d*]{4})$/,
  /^(010|02\d)([\d*]{4})([\d*]{4})$/, // landline: area code of three digits
  /^(0[3-9]\d{2})([\d*]{4})([\d*]{4})$/,
  /^(0[3-9]\d{2})([\d*]{3})([\d*]{4})$/,
]

/** A Chinese number as people write it: 138 1234 0001, 010 8888 0035, 400 800 1234; others as they are. */
export function phone(number: string): string {
  const found = groups.map((form) => form.exec(number)).find(Boolean)
  return found ? found.slice(1).join(' ') : number
}

/** A time zone as people call it: 中国标准时间, China Standard Time. */
export function zoneName(zone: string, language: string): string {
  const parts = new Intl.DateTimeFormat(language === 'en' ? 'en' : 'zh-CN', { timeZone: zone, timeZoneName: 'long' }).formatToParts(0)
  return parts.find((one) => one.type === 'timeZoneName')?.value ?? zone
}

export function count(n: number, language: string): string {
  return new Intl.NumberFormat(language === 'en' ? 'en-US' : 'zh-CN').format(n)
}
