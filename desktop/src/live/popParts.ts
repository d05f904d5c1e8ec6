/** What areas bring beside the screen pop. Apart from it, so that pages load it when there is a call. */
import { useQueries } from '@tanstack/react-query'
import { type Shape, api, call as answer } from '@/shared/api/client'
import { type ScreenPop, popKey } from './pop'

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
