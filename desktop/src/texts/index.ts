/** Every text that a person reads, as [Chinese, English]; a missing language is a type error. */
import { calls } from './calls'
import { company } from './company'
import { compliance } from './compliance'
import { frame } from './frame'
import { house } from './house'
import { ivr } from './ivr'
import { phone } from './phone'
import { policy } from './policy'
import { prompts } from './prompts'
import { telephony } from './telephony'
import { values } from './values'
import { work } from './work'

export const texts = { ...frame, ...phone, ...work, ...calls, ...company, ...compliance, ...telephony, ...policy, ...prompts, ...ivr, ...house, ...values }

export type TextKey = keyof typeof texts
