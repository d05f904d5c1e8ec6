/** How each state of an approval and of its steps looks and is called; how acts are called. */
import type { Shape } from '@/shared/api/client'
import type { StateLook } from '@/shared/states'
import type { TextKey } from '@/texts'

export type Approval = Shape<'ApprovalOut'>
export type WholeApproval = Shape<'WholeApprovalOut'>
export type Step = Shape<'ApprovalStepOut'>

export const states = {
  running: { hue: 'blue', text: 'approval.state.running' },
  approved: { hue: 'green', text: 'approval.state.approved' },
  rejected: { hue: 'red', text: 'approval.state.rejected' },
  returned: { hue: 'amber', text: 'approval.state.returned' },
  withdrawn: { hue: 'grey', text: 'approval.state.withdrawn' },
} as const satisfies Record<string, StateLook>

export const stepStates = {
  ahead: { hue: 'grey', text: 'approval.step.ahead' },
  open: { hue: 'blue', text: 'approval.step.open', pulse: true },
  passed_over: { hue: 'grey', text: 'approval.step.passed_over' },
  approved: { hue: 'green', text: 'approval.step.approved' },
  rejected: { hue: 'red', text: 'approval.step.rejected' },
  returned: { hue: 'amber', text: 'approval.step.returned' },
  dropped: { hue: 'grey', text: 'approval.step.dropped' },
} as const satisfies Record<string, StateLook>

export const acts = {
  begin: 'approval.act.begin',
  approve: 'approval.act.approve',
  reject: 'approval.act.reject',
  return: 'approval.act.return',
  withdraw: 'approval.act.withdraw',
  hand_in: 'approval.act.hand_in',
  remind: 'approval.act.remind',
  escalate: 'approval.act.escalate',
} as const satisfies Record<string, TextKey>

const unknown: StateLook = { hue: 'grey', text: 'state.unknown' }

export function lookOf(table: Record<string, StateLook>, state: string): StateLook {
  return table[state] ?? unknown
}

/** The steps at which it lies now. */
export function openSteps(row: Approval): Step[] {
  return row.state === 'running' ? row.steps.filter((step) => step.state === 'open') : []
}
