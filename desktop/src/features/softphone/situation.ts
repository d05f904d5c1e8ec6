/** What the softphone bar shows and which one thing is next, decided from the desk, the line and the phone. */
import type { Desk } from '@/live/line'
import type { Place } from '@/live/agent'
import { type PhoneState, isMicTrouble } from '@/live/phone/machine'
import type { Connection } from '@/live/socket'
import { type StateLook, agentLook, canBeReached } from '@/shared/states'

export type NextAct = 'sign_in' | 'take_over' | 'ready' | 'answer' | 'hang_up' | 'resume' | 'finish' | null
export type Trouble =
  | 'outdated'
  | 'connection_lost'
  | 'live_away'
  | 'displaced'
  | 'elsewhere'
  | 'no_device'
  | 'mic_denied'
  | 'mic_missing'
  | 'mic_busy'
  | 'insecure'
  | 'phone_lost'
  | 'phone_refused'
  | 'line_down'
  | 'silent'
  | null

export interface Situation {
  look: StateLook
  state: string
  since: number
  next: NextAct
  trouble: Trouble
  /** His part in the call, as the floor names it; empty: none. */
  part: string
  /** Somebody whom he asks has answered. */
  asked: boolean
  /** He is the one who began the conference. */
  began: boolean
}

export interface Seen {
  desk: Desk
  place: Place
  phone: PhoneState
  connection: Connection
  liveAway: boolean
  hasDevice: boolean
}

const nextByState: Record<string, NextAct> = {
  not_ready: 'ready',
  ringing: 'answer',
  dialling: 'hang_up',
  calling: 'hang_up',
  intercom: 'hang_up',
  talking: 'hang_up',
  holding: 'resume',
  wrap_up: 'finish',
}

/** The most important thing that is wrong, if any: what stands in the way first. */
export function troubleOf({ desk, place, phone, connection, liveAway, hasDevice }: Seen): Trouble {
  if (connection === 'outdated') return 'outdated'
  if (connection === 'lost') return 'connection_lost'
  if (liveAway) return 'live_away'
  if (place === 'displaced') return 'displaced'
  if (place === 'elsewhere') return 'elsewhere'
  if (isMicTrouble(phone.step)) return phone.step
  if (!hasDevice) return 'no_device'
  if (place !== 'here') return null
  if (desk.agent?.device_kind === 'webrtc') {
    if (phone.step === 'lost') return 'phone_lost'
    if (phone.step === 'refused') return 'phone_refused'
    if (phone.silent && phone.leg) return 'silent'
    if (phone.step === 'registered' && desk.agent.line === 'down') return 'line_down'
  }
  return null
}

export function situationOf(seen: Seen): Situation {
  const { desk, place } = seen
  const { agent } = desk
  const trouble = troubleOf(seen)
  const state = agent?.state ?? 'signed_out'
  const deaf = state === 'ready' && place === 'here' && agent?.device_kind === 'webrtc' && (isMicTrouble(seen.phone.step) || !canBeReached(agent))
  const hands = desk.call?.hands ?? []
  const part = hands.find((one) => one.person === agent?.id)?.state ?? ''
  const base = {
    part,
    asked: hands.some((one) => one.state === 'consulted'),
    began: hands[0]?.person === agent?.id,
  look: agentLook(state, !deaf), state, since: agent?.since ?? 0, trouble }
  if (!desk.known) return { ...base, next: null }
  if (!agent) return { ...base, next: 'sign_in' }
  if (place === 'elsewhere' || place === 'displaced') return { ...base, next: 'take_over' }
  return { ...base, next: nextByState[state] ?? null }
}
