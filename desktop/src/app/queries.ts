/** How the page asks the API: no retry of what was refused. */
import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/shared/api/errors'

export function makeQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        retry: (times, error) => times < 2 && !(error instanceof ApiError && error.status > 0 && error.status < 500),
      },
    },
  })
}
