/** Days of the week in a row as people write them: 周一–周五. */
import { useText } from '@/shared/text'
import type { TextKey } from '@/texts'

const weekday = (day: number): TextKey => `weekday.${(day + 1) as 1}`

/** 0 is Monday. */
export function useDays(): (from: number, to: number) => string {
  const t = useText()
  return (from, to) => (from === to ? t(weekday(from)) : `${t(weekday(from))}–${t(weekday(to))}`)
}
