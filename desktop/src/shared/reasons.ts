/** Not-ready reasons: the company's own words, and those that the house gives by itself. */
import { useQuery } from '@tanstack/react-query'
import { api, call } from './api/client'
import { useNamed } from './dispositions'
import { useMay } from './session'
import { isText, useText } from './text'

const minute = 60_000

export interface Reason {
  code: string
  name: string
  /** How long a day it may be taken (ms); null: nobody counts. */
  allowance: number | null
}

/** Those an agent may choose now, in the company's order. */
export function useReasons(): Reason[] {
  const named = useNamed()
  const may = useMay()
  const { data } = useQuery({
    queryKey: ['not-ready-reasons', 'all'],
    queryFn: () => call(api.GET('/api/not-ready-reasons', { params: { query: { size: 100 } } })),
    staleTime: 60_000,
    enabled: may('calls.take', 'floor.watch'),
  })
  return (data?.items ?? []).map((row) => ({
    code: row.code,
    name: named(row),
    allowance: row.allowance_min === null ? null : row.allowance_min * minute,
  }))
}

/** The words for any reason that can stand in a view; null: none is known. */
export function useReasonText(): (reason: string) => string | null {
  const t = useText()
  const own = useReasons()
  return (reason) => {
    const key = `reason.${reason}`
    return own.find((one) => one.code === reason)?.name ?? (isText(key) ? t(key) : null)
  }
}
