/** A message on the tape, and what one does about it: take it on and dial, close it, give it back. */
import { type Shape, api, call } from '@/shared/api/client'
import { useTaken } from './taken'

export type Message = Shape<'MessageOut'>

export function useMessage(message: Message) {
  const params = { path: { message: message.id } }
  const taken = useTaken(message.claimed_by, 'messages', 'message.closed_done', {
    claim: () => call(api.POST('/api/messages/{message}/claim', { params })),
    release: () => call(api.POST('/api/messages/{message}/release', { params })),
    close: (result) => call(api.POST('/api/messages/{message}/close', { params, body: { result } })),
  })
  /** A withheld number cannot be dialled. */
  return { ...taken, may: taken.may && message.number !== '' }
}
