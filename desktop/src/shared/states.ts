/** One table: how each state of an agent and each phase of a call looks and is called. */
import type { Hue } from '@/shared/theme'
import type { TextKey } from '@/texts'

export interface StateLook {
  hue: Hue
  text: TextKey
  /** Needs a person now. */
  pulse?: boolean
}

export const agentStates = {
  signed_out: { hue: 'grey', text: 'state.signed_out' },
  not_ready: { hue: 'grey', text: 'state.not_ready' },
  ready: { hue: 'green', text: 'state.ready' },
  ringing: { hue: 'ring', text: 'state.ringing', pulse: true },
  dialling: { hue: 'blue', text: 'state.dialling' },
  talking: { hue: 'blue', text: 'state.talking' },
  holding: { hue: 'amber', text: 'state.holding' },
  wrap_up: { hue: 'violet', text: 'state.wrap_up' },
  reconnecting: { hue: 'orange', text: 'state.reconnecting', pulse: true },
  supervising: { hue: 'violet', text: 'state.supervising' },
  calling: { hue: 'violet', text: 'state.calling' },
  intercom: { hue: 'violet', text: 'state.intercom' },
} as const satisfies Record<string, StateLook>

/** He says ready and no call can reach him: no microphone, or his line is not up. */
const readyWithoutLine: StateLook = { hue: 'amber', text: 'state.ready_no_line', pulse: true }

export type AgentStateName = keyof typeof agentStates

/** States of an agent who has somebody on the phone, or whose phone rings or calls. */
export const inACall: readonly string[] = ['ringing', 'dialling', 'talking', 'holding', 'reconnecting', 'calling', 'intercom'] satisfies AgentStateName[]

export const phases = {
  ivr: { hue: 'grey', text: 'phase.ivr' },
  queue: { hue: 'orange', text: 'phase.queue' },
  ring: { hue: 'violet', text: 'phase.ring' },
  talk: { hue: 'blue', text: 'phase.talk' },
  hold: { hue: 'amber', text: 'phase.hold' },
  transfer: { hue: 'violet', text: 'phase.transfer' },
  announcement: { hue: 'grey', text: 'phase.announcement' },
  voicemail: { hue: 'green', text: 'phase.voicemail' },
  rating: { hue: 'green', text: 'phase.rating' },
} as const satisfies Record<string, StateLook>

export type PhaseName = keyof typeof phases

const unknown: StateLook = { hue: 'grey', text: 'state.unknown' }

/** Whether a call can come to him: his browser's line is up, or he has a desk phone, which has none. */
export function canBeReached(agent: { device_kind: string; line: string }): boolean {
  return agent.device_kind !== 'webrtc' || agent.line === 'up'
}

/** `reached`: whether a call can come to him. */
export function agentLook(state: string, reached = true): StateLook {
  if (state === 'ready' && !reached) return readyWithoutLine
  return (agentStates as Record<string, StateLook>)[state] ?? unknown
}

export function phaseLook(phase: string): StateLook {
  return (phases as Record<string, StateLook>)[phase] ?? unknown
}

export const callOutcomes = {
  answered: { hue: 'green', text: 'outcome.answered' },
  abandoned: { hue: 'orange', text: 'outcome.abandoned' },
  queue_timeout: { hue: 'orange', text: 'outcome.queue_timeout' },
  dropped: { hue: 'orange', text: 'outcome.dropped' },
  unstaffed: { hue: 'orange', text: 'outcome.unstaffed' },
  message: { hue: 'blue', text: 'outcome.message' },
  requested: { hue: 'blue', text: 'outcome.requested' },
  queue_full: { hue: 'orange', text: 'outcome.queue_full' },
  left_in_ivr: { hue: 'grey', text: 'outcome.left_in_ivr' },
  served_in_ivr: { hue: 'green', text: 'outcome.served_in_ivr' },
  blacklisted: { hue: 'grey', text: 'outcome.blacklisted' },
  not_in_service: { hue: 'grey', text: 'outcome.not_in_service' },
  closed: { hue: 'grey', text: 'outcome.closed' },
  busy: { hue: 'grey', text: 'outcome.busy' },
  no_answer: { hue: 'grey', text: 'outcome.no_answer' },
  unreachable: { hue: 'grey', text: 'outcome.unreachable' },
  cancelled: { hue: 'grey', text: 'outcome.cancelled' },
  failed: { hue: 'red', text: 'outcome.failed' },
  switch_lost: { hue: 'red', text: 'outcome.switch_lost' },
} as const satisfies Record<string, StateLook>

export function outcomeLook(outcome: string): StateLook {
  return (callOutcomes as Record<string, StateLook>)[outcome] ?? { hue: 'blue', text: 'outcome.running' }
}

export const jobStates = {
  waiting: { hue: 'grey', text: 'job.waiting' },
  running: { hue: 'blue', text: 'job.running' },
  done: { hue: 'green', text: 'job.done' },
  failed: { hue: 'red', text: 'job.failed' },
  cancelled: { hue: 'grey', text: 'job.cancelled' },
} as const satisfies Record<string, StateLook>
