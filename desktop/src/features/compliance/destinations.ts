/** Who may dial what, by role; the house by itself at the end. */
import { useQuery } from '@tanstack/react-query'
import { api, call } from '@/shared/api/client'

export const destinationsKey = ['destinations']

export function useDestinations() {
  return useQuery({ queryKey: destinationsKey, queryFn: () => call(api.GET('/api/destinations')) })
}
