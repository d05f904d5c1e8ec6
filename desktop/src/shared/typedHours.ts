/** What people type for the hours of a day, in Chinese and in English, read as minutes after midnight. */
import type { Day } from './week'

const dayMinutes = 1440

/** The hour of the clock that an hour is in a part of the day; null: nobody says that. */
type Part = (hour: number) => number | null

const morning: Part = (hour) => (hour <= 12 ? hour : null)
const afternoon: Part = (hour) => (hour < 12 ? hour + 12 : hour)
const night: Part = (hour) => (hour > 4 && hour <= 12 ? hour + 12 : hour)

const noon: Part = (hour) => (hour < 4 ? hour + 12 : hour > 10 && hour < 16 ? hour : null)

/** What holds on from the first time to the second. */
const late = new Set([noon, afternoon, night])

const parts: Record<string, Part> = {
  凌晨: (hour) => (hour === 12 ? 0 : morning(hour)),
  早上: morning,
  早晨: morning,
  清晨: morning,
  上午: morning,
  早: morning,
  朝: morning,
  中午: noon,
  下午: afternoon,
  午后: afternoon,
  傍晚: afternoon,
  晚上: night,
  夜里: night,
  夜间: night,
  深夜: night,
  半夜: night,
  晚: night,
  夜: night,
  am: (hour) => (hour === 12 ? 0 : morning(hour)),
  pm: afternoon,
}

const wholeDay = /^(?:全天|全日|全天开放|24 ?小时|24h|all day|24 hours)$/
const noHours = /^(?:休息|休|不开放|不营业|关闭|无|closed|none)$/

const digits = '零一二三四五六七八九'

function numeral(text: string): string {
  if (!text.includes('十')) return [...text].map((one) => digits.indexOf(one)).join('')
  const [tens = '', ones = ''] = text.split('十')
  return `${tens ? digits.indexOf(tens) : 1}${ones ? digits.indexOf(ones) : 0}`
}

/** Full-width signs, numerals, the words between two times and the signs between two spans, as one plain form. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '')
    .replace(/次日|第二天|翌日|next day/g, '>')
    .replace(/半夜/g, '夜')
    .replace(/〇/g, '零')
    .replace(/两/g, '二')
    .replace(/[零一二三四五六七八九十]+/g, numeral)
    .replace(/\bnoon\b|正午/g, '12:00')
    .replace(/\bmidnight\b/g, '24:00')
    .replace(/([ap])\.?m\.?(?=\W|\d|$)/g, '$1m')
    .replace(/\s*(?:[-–—−~〜∼]+|至|到|\b(?:to|till|until)\b)\s*/g, '-')
    .replace(/[,;、/|和及&]|\band\b/g, ' ')
    .trim()
}

const before = Object.keys(parts).filter((word) => !word.endsWith('m')).join('|')
const hourSign = String.raw`(\d{1,2}?)`
/** Behind 点: `点钟`, `点半`, `点一刻`, `点30分`, `点 30 分`, `点30`; digits that begin the next time are not its minutes. */
const spokenSign = String.raw`\s*[点點时時h]\s*(?:钟|整|(半)|([13])刻|(?:\s*(?=\d+\s*分))?(\d{1,2})(?!\s*[\d:.点點时時h])\s*分?)?`
const minutesSign = String.raw`(?:[:.](\d{2})|(\d{2})(?=\D|$)|${spokenSign})?`
const time = String.raw`(>?)\s*(${before})?\s*${hourSign}${minutesSign}\s*(am|pm)?(\s*>)?`
const moment = new RegExp(`^${time}$`)
const span = new RegExp(String.raw`${time}(?:-|\s*(?=>?\s*(?:${before})))${time}(?=\s|$|${before})\s*`, 'y')

/** One time as typed: the part of the day before it or behind it, and whether it is said to be of the day after. */
interface Typed {
  next: boolean
  word: string
  after: string
  hour: number
  minutes: number
}

function typed(found: string[]): Typed {
  const [next = '', word = '', hour = '', plainMinutes, joined, half, quarter, spoken, after = '', tomorrow] = found
  const minutes = half ? 30 : quarter ? Number(quarter) * 15 : Number(plainMinutes ?? joined ?? spoken ?? 0)
  return { next: next === '>' || tomorrow !== undefined, word, after, hour: Number(hour), minutes }
}

const at = (part: Part | undefined, { hour, minutes }: Typed): number | null => {
  const read = part ? part(hour) : hour
  return read === null || minutes > 59 || read * 60 + minutes > dayMinutes ? null : read * 60 + minutes
}

/** When it begins. A part of the day behind the second time holds for both: `1-5pm`. */
function begins(one: Typed, other: Typed): number | null {
  const said = parts[one.word || one.after]
  if (said) return at(said, one)
  const [asTyped, later, end] = [at(undefined, one), at(afternoon, one), at(parts[other.word || other.after], other)]
  if (other.word && !other.next && later !== asTyped && later !== null && end !== null && later < end) return null
  return other.after === 'pm' && later !== null && end !== null && later < end ? later : asTyped
}

/** When it ends. A part of the day holds on until another is said: `下午2点到6点`. */
function ends(one: Typed, other: Typed, from: number): number | null {
  const own = parts[other.word || other.after]
  const held = parts[one.word || one.after]
  if (own || !held || other.next) return at(own, other)
  const asTyped = at(undefined, other)
  const later = (late.has(held) ? [at(held, other), at((hour) => hour + 12, other)] : [asTyped]).find((read) => read !== null && read > from)
  return later ?? (late.has(held) ? asTyped : null)
}

/** One time of day; null: it cannot be read. */
export function parseClock(text: string): number | null {
  const found = moment.exec(plain(text))
  if (!found) return null
  const one = typed(found.slice(1, 11))
  return one.next ? null : at(parts[one.word || one.after], one)
}

/**
 * `8:00-12:00 13:30-18:00`, `8：00～20：00`, `9点半至18点`, `上午9点到12点，下午2点到6点`, `早九晚六`, `9am-5:30pm`,
 * `21:00-02:00`, `休息`. In order; null: it cannot be read in one way only, or spans overlap.
 */
export function parseDay(text: string): Day | null {
  const given = plain(text)
  if (wholeDay.test(given)) return [[0, dayMinutes]]
  if (noHours.test(given)) return []
  const spans: Day = []
  let last = 0
  span.lastIndex = 0
  while (span.lastIndex < given.length) {
    const found = span.exec(given)
    if (!found) return null
    const [one, other] = [typed(found.slice(1, 11)), typed(found.slice(11, 21))]
    const from = begins(one, other)
    const to = from === null ? null : ends(one, other, from)
    if (from === null || to === null || one.next || from >= dayMinutes) return null
    if (to === from || from < last || (other.next && to > from)) return null
    last = to < from ? to + dayMinutes : to
    spans.push([from, last])
  }
  return spans
}
