/** What the live view does not hold: the day's figures, and who of the people is not at work. */
import { useQuery } from '@tanstack/react-query'
import { api, call } from '@/shared/api/client'
import { serverNow } from '@/shared/clock'
import { dayOf, startOfDay } from '@/shared/formats'
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
