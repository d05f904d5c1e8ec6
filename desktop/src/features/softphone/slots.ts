/** The bar's slots: which act stands where, by what is on the desk. A slot keeps its place and its meaning. */
import type { KeyName } from '@/shared/keys'
import type { TextKey } from '@/texts'
import type { Situation } from './situation'

export interface Slot {
  act: 'sign_in' | 'take_over' | 'ready' | 'answer' | 'finish' | 'hold' | 'resume' | 'take_back' | 'mute' | 'pause_recording' | 'transfer' | 'complete' | 'confer' | 'hang_up'
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

/** States that hanging up ends. */
export const ends: readonly string[] = ['dialling', 'calling', 'intercom', ...speaking]

const withOthers = ['consulting', 'awaiting', 'conferring']

export function holdSlot({ state, part }: Situation): Slot {
  if (withOthers.includes(part)) return { act: 'take_back', text: 'phone.take_back', key: 'hold' }
  return state === 'holding' ? { act: 'resume', text: 'phone.resume', key: 'hold' } : { act: 'hold', text: 'phone.hold', key: 'hold' }
}

/** To pass the customer on: to somebody still to be chosen, or to whoever is asked already. */
export function transferSlot({ part }: Situation): Slot {
  if (part === 'awaiting') return { act: 'complete', text: 'phone.leave_to_flow', key: 'transfer' }
  return part === 'consulting'
    ? { act: 'complete', text: 'phone.complete', key: 'transfer' }
    : { act: 'transfer', text: 'phone.transfer', key: 'transfer' }
}

/** What may be pressed now; the rest keeps its place and cannot be pressed. */
export function open({ state, next, part, asked, began }: Situation): Record<'hold' | 'mute' | 'pause_recording' | 'keys' | 'transfer' | 'confer' | 'rate' | 'hang_up', boolean> {
  const mine = next !== 'take_over'
  return {
    hold: mine && (part === 'consulting' || part === 'awaiting' || (part === 'conferring' ? began : speaking.includes(state) && part !== 'consulted')),
    mute: mine && (state === 'talking' || state === 'intercom' || part === 'consulting' || part === 'awaiting'),
    pause_recording: mine && speaking.includes(state) && part !== 'awaiting',
    keys: mine && speaking.includes(state) && part !== 'awaiting',
    transfer: mine && (speaking.includes(part) || part === 'consulting' || part === 'awaiting'),
    confer: mine && part === 'consulting' && asked,
    rate: mine && speaking.includes(part),
    hang_up: mine && ends.includes(state),
  }
}
