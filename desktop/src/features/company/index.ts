import { bring } from '@/shared/text'
import { company } from '@/texts/company'
import { handover } from '@/texts/handover'

bring(company)
bring(handover)

export { CompanyPage } from './CompanyPage'
export { Receipt } from './Receipt'
