/** The company's dates with hours of their own, this year and next. */
import { useQuery } from '@tanstack/react-query'
import { type Shape, api, call } from './api/client'
import { serverNow } from './clock'
import { dayOf } from './formats'
import { useZone } from './session'

export type Holiday = Shape<'HolidayOut'>

export const holidaysKey = ['holidays'] as const

/** By the company's clock. */
export function useThisYear(): number {
  return Number(dayOf(serverNow(), useZone()).slice(0, 4))
}

export function useHolidays(): Holiday[] {
  const year = useThisYear()
  const { data } = useQuery({
    queryKey: [...holidaysKey, year],
    queryFn: async () => {
      const years = await Promise.all([year, year + 1].map((one) => call(api.GET('/api/holidays', { params: { query: { year: one } } }))))
      return years.flat()
    },
    staleTime: 60_000,
  })
  return data ?? []
}
