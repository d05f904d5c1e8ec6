/** All texts together, with those that come with their pages: for what looks at every one of them. */
import { texts } from '.'
import { approvals } from './approvals'
import { audit } from './audit'
import { company } from './company'
import { customers } from './customers'
import { handover } from './handover'
import { ivr } from './ivr'
import { policy } from './policy'
import { prompts } from './prompts'
import { safety } from './safety'
import { telephony } from './telephony'
import { whatif } from './whatif'

export const ofPages = { approvals, audit, company, customers, handover, ivr, policy, prompts, safety, telephony, whatif }

export const all = { ...texts, ...approvals, ...audit, ...company, ...customers, ...handover, ...ivr, ...policy, ...prompts, ...safety, ...telephony, ...whatif }
