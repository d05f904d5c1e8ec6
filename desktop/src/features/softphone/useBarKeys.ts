/** The bar's keys: each does what its button does, and nothing when there is no such button. */
import { useKey } from '@/shared/keys'
import type { Acts } from './acts'
import type { Situation } from './situation'
import { holdSlot, open, transferSlot } from './slots'

export const openReasons = 'zuoxi:reasons'

export const openTransfer = 'zuoxi:transfer'

export function useBarKeys(situation: Situation, acts: Acts): void {
  const { state, next } = situation
  const may = open(situation)
  const hold = { hold: acts.hold, resume: acts.resume, take_back: acts.takeBack }[holdSlot(situation).act as 'hold' | 'resume' | 'take_back']
  const mine = next !== 'take_over'
  useKey('ready', () => {
    if (next === 'sign_in') void acts.signIn(false)
    else if (next === 'ready') void acts.ready()
    else if (next === 'finish') void acts.finish(true)
    else window.dispatchEvent(new Event(openReasons))
  })
  useKey('answer', () => void acts.answer(), state === 'ringing' && mine)
  useKey('hold', () => void hold(), may.hold)
  useKey('mute', () => void acts.mute(), may.mute)
  useKey('pause_recording', () => void acts.pauseRecording(), may.pause_recording)
  useKey(
    'transfer',
    () => {
      if (transferSlot(situation).act === 'complete') void acts.complete()
      else window.dispatchEvent(new Event(openTransfer))
    },
    may.transfer,
  )
  useKey('confer', () => void acts.confer(), may.confer)
  useKey('rate', () => void acts.rate(), may.rate)
  useKey('hang_up', () => void acts.hangUp(), may.hang_up)
  useKey('finish', () => void acts.finish(true), state === 'wrap_up' && mine)
}
