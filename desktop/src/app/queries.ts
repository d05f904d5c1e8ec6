/** How the page asks the API: no retry of what was refused; a session that is over leads to the sign-in. */
import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/shared/api/errors'
import { sessionKey } from '@/shared/session'

export function makeQueries(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        const over = error instanceof ApiError && error.status === 401 && query.queryKey[0] !== sessionKey[0]
        if (over) void client.invalidateQueries({ queryKey: sessionKey })
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        retry: (times, error) => times < 2 && !(error instanceof ApiError && error.status > 0 && error.status < 500),
      },
    },
  })
  return client
}
