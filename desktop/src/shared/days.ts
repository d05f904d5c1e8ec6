/** Spans of days that people ask for by a word, in the company's days. */
import dayjs, { type Dayjs } from 'dayjs'
import type { TextKey } from '@/texts'

export const dayPresets: Record<string, { text: TextKey; span: (today: Dayjs) => [Dayjs, Dayjs] }> = {
  today: { text: 'days.today', span: (today) => [today, today] },
  yesterday: { text: 'days.yesterday', span: (today) => [today.subtract(1, 'day'), today.subtract(1, 'day')] },
  week: { text: 'days.week', span: (today) => [today.subtract((today.day() + 6) % 7, 'day'), today] },
  month: { text: 'days.month', span: (today) => [today.date(1), today] },
}

export function spanOf(name: keyof typeof dayPresets, today: string): [Dayjs, Dayjs] {
  return dayPresets[name]?.span(dayjs(today)) ?? [dayjs(today), dayjs(today)]
}
