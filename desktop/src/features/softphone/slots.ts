/** The bar's slots: which act stands where, by what is on the desk. A slot keeps its place and its meaning. */
import type { KeyName } from '@/shared/keys'
import type { TextKey } from '@/texts'
import type { Situation } from './situation'

export interface Slot {
  act: 'sign_in' | 'take_over' | 'ready' | 'answer' | 'finish' | 'hold' | 'resume' | 'mute' | 'hang_up'
  text: TextKey
  key: KeyName
}

type Go = Extract<Slot['act'], 'sign_in' | 'take_over' | 'ready' | 'answer' | 'finish'>

const goes: Record<Go, Slot> = {
  sign_in: { act: 'sign_in', text: 'phone.sign_in', key: 'ready' },
  take_over: { act: 'take_over', text: 'phone.take_over', key: 'ready' },
  ready: { act: 'ready', text: 'phone.ready', key: 'ready' },
  answer: { act: 'answer', text: 'phone.answer', key: 'answer' },
  finish: { act: 'finish', text: 'phone.finish', key: 'ready' },
}

/** The way forward: beside the state, always at the same place. */
export function goSlot({ next }: Situation): Slot | null {
  return next && next in goes ? goes[next as Go] : null
}

const speaking = ['talking', 'holding']

export function holdSlot({ state }: Situation): Slot {
  return state === 'holding' ? { act: 'resume', text: 'phone.resume', key: 'hold' } : { act: 'hold', text: 'phone.hold', key: 'hold' }
}

/** What may be pressed now; the rest keeps its place and cannot be pressed. */
export function open({ state, next }: Situation): Record<'hold' | 'mute' | 'keys' | 'hang_up', boolean> {
  const mine = next !== 'take_over'
  return {
    hold: mine && speaking.includes(state),
    mute: mine && state === 'talking',
    keys: mine && speaking.includes(state),
    hang_up: mine && ['dialling', ...speaking].includes(state),
  }
}
