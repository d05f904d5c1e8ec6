/** Class marks: the house's own list with names in both languages, and two that belong to a number. */
import { useQuery } from '@tanstack/react-query'
import { api, call } from './api/client'
import { both } from './api/errors'
import type { Both } from './text'

export interface Mark extends Both {
  code: string
}

const ofNumber: Mark[] = [
  { code: 'blacklist', ...both('mark.blacklist') },
  { code: 'do_not_call', ...both('mark.do_not_call') },
]

export function useMarks(): { classes: Mark[]; all: Mark[] } {
  const { data } = useQuery({
    queryKey: ['customer-marks'],
    queryFn: () => call(api.GET('/api/customer-marks')),
    staleTime: Infinity,
  })
  const all = data ?? []
  return { classes: all.filter((one) => !one.hidden), all: [...all, ...ofNumber] }
}
