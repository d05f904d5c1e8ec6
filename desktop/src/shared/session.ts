/** Who is signed in and what they may do; asked once, kept by the query cache. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type Shape, api, call } from './api/client'

export type SessionPerson = Shape<'SignedInPerson'>
export type Session = Shape<'SessionOut'>

export const sessionKey = ['session'] as const

export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: () => call(api.GET('/api/session')),
    staleTime: Infinity,
  })
}

export function usePerson(): SessionPerson | null {
  return useSession().data?.person ?? null
}

/** `may('floor.watch')`; several names: any of them. */
export function useMay(): (...permissions: string[]) => boolean {
  const held = usePerson()?.permissions
  return useCallback((...permissions) => permissions.some((one) => held?.includes(one) ?? false), [held])
}

export function useZone(): string {
  return usePerson()?.tenant.timezone || 'Asia/Shanghai'
}

/** Put a fresh session in place of the old one and forget everything that belonged to the old. */
export function useSessionChange(): (session: Session) => void {
  const cache = useQueryClient()
  return useCallback(
    (session) => {
      cache.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] })
      cache.setQueryData(sessionKey, session)
    },
    [cache],
  )
}
