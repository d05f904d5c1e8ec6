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

/** Every text, those too that come with their pages (only the names: nothing of them is loaded here). */
export type TextKey = keyof typeof import('./all').all
