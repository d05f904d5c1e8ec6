/** A call that is owed, and what one does about it: take it on and dial, close it with what came of it, release it. */
import { type Shape, api, call } from '@/shared/api/client'
import { useTaken } from './taken'

export type Owed = Shape<'CallbackOut'>

export function useOwed(task: Owed) {
  const params = { path: { task: task.id } }
  const taken = useTaken(task.claimed_by, 'callbacks', 'callback.closed_done', {
    claim: () => call(api.POST('/api/callbacks/{task}/claim', { params })),
    release: () => call(api.POST('/api/callbacks/{task}/release', { params })),
    close: (result) => call(api.POST('/api/callbacks/{task}/close', { params, body: { result } })),
  })
  return {
    ...taken,
    /** Who calls: the system by itself, or people. */
    give: (by: 'automatic' | 'people') => taken.act(() => call(api.POST('/api/callbacks/{task}/calling', { params, body: { by } }))),
  }
}
