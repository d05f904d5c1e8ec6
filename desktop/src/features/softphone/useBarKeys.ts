/** The bar's keys: each does what its button does, and nothing when there is no such button. */
import { useKey } from '@/shared/keys'
import type { Acts } from './acts'
import type { Situation } from './situation'

export const openReasons = 'zuoxi:reasons'

export function useBarKeys({ state, next }: Situation, acts: Acts): void {
  const mine = next !== 'take_over'
  useKey('ready', () => {
    if (next === 'sign_in') void acts.signIn(false)
    else if (next === 'ready') void acts.ready()
    else if (next === 'finish') void acts.finish(true)
    else window.dispatchEvent(new Event(openReasons))
  })
  useKey('answer', () => void acts.answer(), state === 'ringing' && mine)
  useKey('hold', () => void (state === 'holding' ? acts.resume() : acts.hold()), ['talking', 'holding'].includes(state) && mine)
  useKey('mute', () => void acts.mute(), state === 'talking' && mine)
  useKey('hang_up', () => void acts.hangUp(), ['dialling', 'talking', 'holding'].includes(state) && mine)
  useKey('finish', () => void acts.finish(true), state === 'wrap_up' && mine)
}
