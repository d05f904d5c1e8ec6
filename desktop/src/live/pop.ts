/** The screen pop: fetched once per call, the moment the call is on the desk. */
import { useQuery } from '@tanstack/react-query'
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
