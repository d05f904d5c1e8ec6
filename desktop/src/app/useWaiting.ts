/** How many approvals wait for this person: the number at the place, asked for once a minute. */
import { useQuery } from '@tanstack/react-query'
import { api, call } from '@/shared/api/client'

const every = 60_000

export function useWaiting(): number {
  const { data } = useQuery({
    queryKey: ['approvals', 'waiting'],
    queryFn: () => call(api.GET('/api/approvals/waiting')),
    refetchInterval: every,
    refetchOnWindowFocus: true,
  })
  return data?.count ?? 0
}
