/** The screen pop: fetched once per call, the moment the call is on the desk. */
import { useQueries, useQuery } from '@tanstack/react-query'
import { type Shape, api, call as answer } from '@/shared/api/client'

export type ScreenPop = Shape<'PopOut'>
export type PopCustomer = Shape<'CustomerCard'>

export const popKey = (call: string) => ['screen-pop', call] as const

export function useScreenPop(call: string, number: string) {
  return useQuery({
    queryKey: popKey(call),
    queryFn: () => answer(api.GET('/api/screen-pop', { params: { query: { call, number } } })),
    enabled: call !== '',
    staleTime: Infinity,
    retry: 2,
    // The call's record may be a moment behind its ring; what is known of the number is shown meanwhile.
    refetchInterval: (query) => (query.state.data?.found === false ? 1_000 : false),
  })
}

export type PopPart = { source: Shape<'PopSourceOut'>; part: Shape<'PopPartOut'> | undefined; broken: boolean; again: () => void }

/** What areas bring to the pop: each fetched by itself, so that none waits for another. Those with nothing to do here are left out. */
export function usePopParts(call: string, number: string, pop: ScreenPop | undefined): PopPart[] {
  const sources = pop?.found ? pop.sources : []
  const asked = useQueries({
    queries: sources.map(({ name }) => ({
      queryKey: [...popKey(call), name, pop?.customer?.id ?? ''],
      queryFn: () => answer(api.GET('/api/screen-pop/{source}', { params: { path: { source: name }, query: { call, number } } })),
      staleTime: Infinity,
      retry: 1,
    })),
  })
  return sources.flatMap((source, n) => {
    const one = asked[n]
    if (!one || one.data?.state === 'nothing') return []
    const broken = one.isError || one.data?.state === 'late' || one.data?.state === 'failed'
    return [{ source, part: one.data, broken, again: () => void one.refetch() }]
  })
}
