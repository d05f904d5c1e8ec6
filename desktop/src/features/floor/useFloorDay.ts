/** What the live view does not hold: the day's figures, and who of the people is not at work. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { AgentView } from '@/live/protocol'
import { type Shape, api, call } from '@/shared/api/client'
import { type Allowance, usedBy } from '@/shared/breaks'
import { serverNow } from '@/shared/clock'
import { dayOf, startOfDay } from '@/shared/formats'
import { useReasons } from '@/shared/reasons'
import { useMay, useZone } from '@/shared/session'
import type { Alarm, Serving } from './figures'

type Of = Shape<'AlarmForm'>['of']

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

/** Who serves which queue. */
export function useServing(): readonly Serving[] {
  const may = useMay()
  const { data } = useQuery({
    queryKey: ['queues', 'serving'],
    queryFn: () => call(api.GET('/api/queues', { params: { query: { size: most } } })),
    staleTime: often,
    refetchInterval: often * 3,
    enabled: may('floor.watch'),
  })
  return data?.items ?? []
}

/** The alarms that somebody has seen since the beginning of the day, by key; and saying that one is. */
export function useSeen() {
  const zone = useZone()
  const since = startOfDay(dayOf(serverNow(), zone), zone)
  const cache = useQueryClient()
  const key = ['alarms', since]
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => call(api.GET('/api/alarms', { params: { query: { since } } })),
    refetchInterval: often / 4,
  })
  const seen = new Map((data ?? []).map((one) => [`${one.of} ${one.subject} ${Date.parse(one.since)}`, one]))
  const see = async ({ of, subject, path, since: began }: Alarm) => {
    await call(api.POST('/api/alarms', { body: { of: of as Of, subject, path, since: new Date(began).toISOString() } }))
    await cache.invalidateQueries({ queryKey: key })
  }
  return { seen, see }
}

/** What of the keeping of recordings asks for somebody. */
export function useKeepingAlarms(): Alarm[] {
  const { data } = useQuery({
    queryKey: ['keeping-alarms'],
    queryFn: () => call(api.GET('/api/keeping-alarms')),
    refetchInterval: often,
  })
  return (data ?? []).map(({ of, subject, path, since, count, why }) => {
    const began = Date.parse(since)
    return { key: `${of} ${subject} ${began}`, of, subject, path, since: began, level: subject === 'filling' ? 'amber' : 'red', count, why }
  })
}

/** Today's figures of one agent. */
export function useAgentDay(person: string) {
  const zone = useZone()
  const since = startOfDay(dayOf(serverNow(), zone), zone)
  return useQuery({
    queryKey: ['figures', 'person', person, since],
    queryFn: () => call(api.GET('/api/figures', { params: { query: { since, person } } })),
    refetchInterval: often,
    enabled: person !== '',
  }).data?.[0]?.figures
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
