/** Work that one takes on and calls about, a call owed or a message: whose it is, dialling it, giving it back. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTellFailure } from '@/shared/failure'
import { useSay } from '@/shared/said'
import { usePerson } from '@/shared/session'
import { useText } from '@/shared/text'
import type { TextKey } from '@/texts'
import { useDial } from './dial'

/** What can come of it. */
export const results = ['reached', 'not_reached', 'refused', 'not_needed'] as const
export type Result = (typeof results)[number]

interface Doors {
  /** Taking it on shows the number whole to who dials it, and keeps others from calling the same customer. */
  claim: () => Promise<{ number: string }>
  release: () => Promise<unknown>
  close: (result: Result) => Promise<unknown>
}

/** `list`: key of the lists that show it; `closed`: what is said when it is. */
export function useTaken(claimedBy: { id: string } | null, list: string, closed: TextKey, doors: Doors) {
  const t = useText()
  const me = usePerson()?.id
  const cache = useQueryClient()
  const tell = useTellFailure()
  const say = useSay()
  const { may, can, dial } = useDial()
  const [busy, setBusy] = useState(false)
  const mine = claimedBy !== null && claimedBy.id === me
  const act = async (what: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await what()
    } catch (error) {
      tell(error)
    } finally {
      setBusy(false)
      void cache.invalidateQueries({ queryKey: [list] })
    }
  }
  return {
    busy,
    mine,
    /** Somebody else has taken it on. */
    others: claimedBy !== null && !mine,
    may,
    can,
    act,
    take: () => act(doors.claim),
    dial: () =>
      act(async () => {
        const taken = await doors.claim()
        try {
          await dial(taken.number)
        } catch (refused) {
          // Not dialled: nothing is kept from the others, and the number is masked again.
          if (!mine) await doors.release()
          throw refused
        }
      }),
    close: (result: Result) =>
      act(async () => {
        await doors.close(result)
        say(t(closed))
      }),
    release: () => act(doors.release),
  }
}
