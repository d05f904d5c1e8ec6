/** Days of the week in a row as people write them: 周一–周五. */
import { useText } from '@/shared/text'
import { type Week, sameDays, writeDay } from '@/shared/week'
import type { TextKey } from '@/texts'

const weekday = (day: number): TextKey => `weekday.${(day + 1) as 1}`

/** 0 is Monday. */
export function useDays(): (from: number, to: number) => string {
  const t = useText()
  return (from, to) => (from === to ? t(weekday(from)) : `${t(weekday(from))}–${t(weekday(to))}`)
}

/** The hours of a week in one line. */
export function useHoursText(): (week: Week) => string {
  const t = useText()
  const days = useDays()
  return (week) => sameDays(week).map(({ from, to, spans }) => `${days(from, to)} ${writeDay(spans) || t('week.closed')}`).join('; ')
}
