/** A call that is owed, and what one does about it: take it on and dial, close it with what came of it, release it. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useSay } from '@/shared/said'
import { usePerson } from '@/shared/session'
import { useText } from '@/shared/text'
import { useDial } from './dial'

export type Owed = Shape<'CallbackOut'>
/** What can come of it. */
export const owedResults = ['reached', 'not_reached', 'refused', 'not_needed'] as const
export type OwedResult = (typeof owedResults)[number]

export function useOwed(task: Owed) {
  const t = useText()
  const me = usePerson()?.id
  const cache = useQueryClient()
  const tell = useTellFailure()
  const say = useSay()
  const { may, can, dial } = useDial()
  const [busy, setBusy] = useState(false)
  const params = { path: { task: task.id } }
  const mine = task.claimed_by !== null && task.claimed_by.id === me
  const act = async (what: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await what()
    } catch (error) {
      tell(error)
    } finally {
      setBusy(false)
      void cache.invalidateQueries({ queryKey: ['callbacks'] })
    }
  }
  return {
    busy,
    mine,
    /** Somebody else has taken it on. */
    others: task.claimed_by !== null && !mine,
    may,
    can,
    /** Taking it on shows the number whole to who dials it, and keeps others from calling the same customer. */
    dial: () =>
      act(async () => {
        const taken = await call(api.POST('/api/callbacks/{task}/claim', { params }))
        try {
          await dial(taken.number)
        } catch (refused) {
          // Not dialled: nothing is kept from the others, and the number is masked again.
          if (!mine) await call(api.POST('/api/callbacks/{task}/release', { params }))
          throw refused
        }
      }),
    close: (result: OwedResult) =>
      act(async () => {
        await call(api.POST('/api/callbacks/{task}/close', { params, body: { result } }))
        say(t('callback.closed_done'))
      }),
    /** Who calls: the system by itself, or people. */
    give: (by: 'automatic' | 'people') => act(() => call(api.POST('/api/callbacks/{task}/calling', { params, body: { by } }))),
    release: () => act(() => call(api.POST('/api/callbacks/{task}/release', { params }))),
  }
}
