/**
 * Every text that a person reads, as [Chinese, English]; a missing language is a type error. Large pages that few open
 * bring theirs with them (`bring`): these are not fetched before anybody can sign in.
 */
import { calls } from './calls'
import { compliance } from './compliance'
import { frame } from './frame'
import { house } from './house'
import { leading } from './leading'
import { phone } from './phone'
import { values } from './values'
import { work } from './work'

export const texts = { ...frame, ...phone, ...work, ...calls, ...compliance, ...house, ...leading, ...values }

/** Texts that come with their pages. */
type OfPages = typeof import('./telephony').telephony & typeof import('./ivr').ivr & typeof import('./whatif').whatif & typeof import('./company').company & typeof import('./handover').handover & typeof import('./policy').policy & typeof import('./prompts').prompts & typeof import('./approvals').approvals & typeof import('./audit').audit

export type TextKey = keyof typeof texts | keyof OfPages
