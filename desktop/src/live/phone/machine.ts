/** The softphone's own state (registration and standing leg), as a table of what follows what. */

export type MicTrouble = 'mic_denied' | 'mic_missing' | 'mic_busy' | 'insecure'
export type PhoneStep = 'off' | 'starting' | 'connecting' | 'registered' | 'refused' | 'lost' | MicTrouble

export interface PhoneState {
  step: PhoneStep
  /** The standing leg is up: the house can speak to us. */
  leg: boolean
  /** The browser does not play sound before somebody has touched the page. */
  silent: boolean
}

export type PhoneEvent =
  | { type: 'started' }
  | { type: 'stopped' }
  | { type: 'connecting' }
  | { type: 'registered' }
  | { type: 'refused' }
  | { type: 'disconnected' }
  | { type: 'mic'; trouble: MicTrouble }
  | { type: 'mic_ready' }
  | { type: 'leg_up' }
  | { type: 'leg_down' }
  | { type: 'playing'; heard: boolean }

export const phoneOff: PhoneState = { step: 'off', leg: false, silent: false }

const troubles: ReadonlySet<PhoneStep> = new Set(['mic_denied', 'mic_missing', 'mic_busy', 'insecure'])

export function isMicTrouble(step: PhoneStep): step is MicTrouble {
  return troubles.has(step)
}

export function phoneAfter(state: PhoneState, event: PhoneEvent): PhoneState {
  if (event.type === 'stopped') return phoneOff
  if (event.type === 'started') return { ...phoneOff, step: 'starting' }
  if (event.type === 'mic') return { ...state, step: event.trouble }
  if (state.step === 'off') return state
  switch (event.type) {
    case 'connecting':
      return isMicTrouble(state.step) ? state : { ...state, step: 'connecting' }
    case 'registered':
      return isMicTrouble(state.step) ? state : { ...state, step: 'registered' }
    case 'refused':
      return { ...state, step: 'refused' }
    case 'disconnected':
      // The leg's media may outlive its signalling for a while; only `leg_down` says that it is gone.
      return isMicTrouble(state.step) ? state : { ...state, step: 'lost' }
    case 'mic_ready':
      return isMicTrouble(state.step) ? { ...state, step: 'connecting' } : state
    case 'leg_up':
      return { ...state, leg: true }
    case 'leg_down':
      return { ...state, leg: false, silent: false }
    case 'playing':
      return { ...state, silent: !event.heard }
  }
}
