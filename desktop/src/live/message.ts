/** A message on the tape, and what one does about it: take it on and dial, close it, give it back. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useSay } from '@/shared/said'
import { usePerson } from '@/shared/session'
import { useText } from '@/shared/text'
import { useDial } from './dial'

export type Message = Shape<'MessageOut'>
/** What can come of it. */
export const messageResults = ['reached', 'not_reached', 'refused', 'not_needed'] as const
export type MessageResult = (typeof messageResults)[number]

export function useMessage(message: Message) {
  const t = useText()
  const me = usePerson()?.id
  const cache = useQueryClient()
  const tell = useTellFailure()
  const say = useSay()
  const { may, can, dial } = useDial()
  const [busy, setBusy] = useState(false)
  const params = { path: { message: message.id } }
  const mine = message.claimed_by !== null && message.claimed_by.id === me
  const act = async (what: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await what()
    } catch (error) {
      tell(error)
    } finally {
      setBusy(false)
      void cache.invalidateQueries({ queryKey: ['messages'] })
    }
  }
  const release = () => call(api.POST('/api/messages/{message}/release', { params }))
  return {
    busy,
    mine,
    /** Somebody else has taken it on. */
    others: message.claimed_by !== null && !mine,
    /** A withheld number cannot be dialled. */
    may: may && message.number !== '',
    can,
    take: () => act(() => call(api.POST('/api/messages/{message}/claim', { params }))),
    /** Taking it on shows the number whole to who dials it, and keeps others from calling the same customer. */
    dial: () =>
      act(async () => {
        const taken = await call(api.POST('/api/messages/{message}/claim', { params }))
        try {
          await dial(taken.number)
        } catch (refused) {
          // Not dialled: nothing is kept from the others, and the number is masked again.
          if (!mine) await release()
          throw refused
        }
      }),
    close: (result: MessageResult) =>
      act(async () => {
        await call(api.POST('/api/messages/{message}/close', { params, body: { result } }))
        say(t('message.closed_done'))
      }),
    release: () => act(release),
  }
}
