/** From when on something of the floor asks for a leader: amber, then red; the company's own limits. */
import { useQuery } from '@tanstack/react-query'
import { type Shape, api, call } from './api/client'
import { useMay } from './session'

export type Limit = Pick<Shape<'LimitOut'>, 'amber' | 'red' | 'below'>
export type Level = '' | 'amber' | 'red'
/** The limit of a wait (`wait`), of the service level (`level`) or of an agent's state; null: none. */
export type LimitOf = (of: string) => Limit | null

export const limitsKey = ['thresholds'] as const
const often = 20_000

/** How bad it is: ms, or per cent of a share. */
export function levelOf(limit: Limit | null | undefined, value: number | null | undefined): Level {
  if (!limit || value === null || value === undefined) return ''
  const beyond = (edge: number | null) => edge !== null && (limit.below ? value < edge : value >= edge)
  return beyond(limit.red) ? 'red' : beyond(limit.amber) ? 'amber' : ''
}

export function useLimits(): LimitOf {
  const may = useMay()
  const { data } = useQuery({
    queryKey: limitsKey,
    queryFn: () => call(api.GET('/api/thresholds')),
    refetchInterval: often,
    enabled: may('floor.watch', 'telephony.manage'),
  })
  return (of) => data?.limits.find((one) => one.of === of) ?? null
}
