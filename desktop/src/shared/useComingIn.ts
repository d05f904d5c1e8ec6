/** Into the house with a fresh session, in the language that was chosen at the door. */
import { useCallback } from 'react'
import { api, call } from '@/shared/api/client'
import { type Session, useSessionChange } from '@/shared/session'
import { takeFromTheDoor } from '@/shared/text'

export function useComingIn(): (session: Session) => Promise<void> {
  const change = useSessionChange()
  return useCallback(
    async (session) => {
      if (!session.person) {
        change(session)
        return
      }
      const language = takeFromTheDoor()
      const kept = language === null || session.person.language === language
      change(kept ? session : await call(api.PATCH('/api/session', { body: { language } })))
    },
    [change],
  )
}
