import { bring } from '@/shared/text'
import { safety } from '@/texts/safety'

bring(safety)

export { FactorPage } from './FactorPage'
export { SafetyPanel } from './SafetyPanel'
