/** What the live view does not hold: the day's figures, and who of the people is not at work. */
import { useQuery } from '@tanstack/react-query'
import type { AgentView } from '@/live/protocol'
import { api, call } from '@/shared/api/client'
import { type Allowance, usedBy } from '@/shared/breaks'
import { serverNow } from '@/shared/clock'
import { dayOf, startOfDay } from '@/shared/formats'
import { useReasons } from '@/shared/reasons'
import { useMay, useZone } from '@/shared/session'

const often = 20_000
const most = 500

export function useFloorDay() {
  const zone = useZone()
  const since = startOfDay(dayOf(serverNow(), zone), zone)
  return useQuery({
    queryKey: ['floor-day', since],
    queryFn: () => call(api.GET('/api/floor-day', { params: { query: { since } } })),
    refetchInterval: often,
  }).data
}

/** What an agent has taken of the break that he is in; null: he is in none that is counted. */
export function useFloorBreaks(): (agent: AgentView) => Allowance | null {
  const zone = useZone()
  const since = startOfDay(dayOf(serverNow(), zone), zone)
  const reasons = useReasons()
  const { data } = useQuery({
    queryKey: ['floor-breaks', since],
    queryFn: () => call(api.GET('/api/floor-breaks', { params: { query: { since } } })),
    refetchInterval: often,
    enabled: reasons.some((one) => one.allowance !== null),
  })
  return ({ id, state, reason, since: begun }) => {
    const allowed = state === 'not_ready' ? reasons.find((one) => one.code === reason)?.allowance : null
    if (!data || !allowed) return null
    const counted = data.taken.find((one) => one.person === id && one.reason === reason)?.ms ?? 0
    return { allowed, used: usedBy(counted, Date.parse(data.at), begun, serverNow()) }
  }
}

/** Agents who may be signed in or not, by number. */
export function useAllAgents() {
  const may = useMay()
  const { data } = useQuery({
    queryKey: ['people', 'agents'],
    queryFn: () => call(api.GET('/api/people', { params: { query: { role: 'agent', size: most, sort: 'number' } } })),
    staleTime: often,
    enabled: may('people.manage', 'floor.watch'),
    retry: false,
  })
  return data?.items ?? []
}
