/** What can be approved, and what chains may ask of it. */
import { useQuery } from '@tanstack/react-query'
import { api, call } from '@/shared/api/client'

export function useSubjects() {
  return useQuery({
    queryKey: ['approval-subjects'],
    queryFn: () => call(api.GET('/api/approval-subjects')),
    staleTime: Infinity,
  })
}
