import { bring } from '@/shared/text'
import { company } from '@/texts/company'

bring(company)

export { CompanyPage } from './CompanyPage'
