/** The agent's own shift of today, as it was counted up to a moment; and what is left of his breaks. */
import { useQuery } from '@tanstack/react-query'
import { api, call } from '@/shared/api/client'
import { type Allowance, usedBy } from '@/shared/breaks'
import { serverNow } from '@/shared/clock'
import { dayOf, startOfDay } from '@/shared/formats'
import { useReasons } from '@/shared/reasons'
import { useZone } from '@/shared/session'
import { useAgentLine } from './agent'

const often = 60_000

/** When the company's day began. */
export function useToday(): string {
  const zone = useZone()
  return startOfDay(dayOf(serverNow(), zone), zone)
}

export function useShift(enabled = true) {
  const since = useToday()
  return useQuery({
    queryKey: ['shift', since],
    queryFn: () => call(api.GET('/api/shift', { params: { query: { since } } })),
    refetchInterval: often,
    enabled,
  })
}

/** What he may take and has taken of a reason; null: nobody counts it, or it is not known yet. */
export function useOwnBreaks(): (reason: string) => Allowance | null {
  const agent = useAgentLine()?.desk.agent
  const reasons = useReasons()
  const { data } = useShift(agent !== null && agent !== undefined && reasons.some((one) => one.allowance !== null))
  return (reason) => {
    const allowed = reasons.find((one) => one.code === reason)?.allowance
    if (!data || !allowed) return null
    const counted = data.spent.find((one) => one.state === 'not_ready' && one.reason === reason)?.ms ?? 0
    const goesOn = agent?.state === 'not_ready' && agent.reason === reason
    return { allowed, used: usedBy(counted, Date.parse(data.at), goesOn ? agent.since : 0, serverNow()) }
  }
}
