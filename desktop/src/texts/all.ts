/** All texts together, with those that come with their pages: for what looks at every one of them. */
import { texts } from '.'
import { approvals } from './approvals'
import { audit } from './audit'
import { brought } from './brought'
import { callbacks } from './callbacks'
import { company } from './company'
import { customers } from './customers'
import { floor } from './floor'
import { handover } from './handover'
import { ivr } from './ivr'
import { lists } from './lists'
import { messages } from './messages'
import { peoplePage } from './peoplePage'
import { jobsPage } from './jobsPage'
import { callsPage } from './callsPage'
import { policy } from './policy'
import { prompts } from './prompts'
import { safety } from './safety'
import { telephony } from './telephony'
import { way } from './way'
import { whatif } from './whatif'

export const ofPages = { approvals, audit, brought, callbacks, company, customers, floor, handover, ivr, lists, messages, peoplePage, jobsPage, callsPage, policy, prompts, safety, telephony, way, whatif }

export const all = { ...texts, ...approvals, ...audit, ...brought, ...callbacks, ...company, ...customers, ...floor, ...handover, ...ivr, ...lists, ...messages, ...peoplePage, ...jobsPage, ...callsPage, ...policy, ...prompts, ...safety, ...telephony, ...way, ...whatif }
