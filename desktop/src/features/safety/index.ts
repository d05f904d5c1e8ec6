import { bring } from '@/shared/text'
import { safety } from '@/texts/safety'

bring(safety)

export { FactorPage } from './FactorPage'
export { OwnWordPage } from './OwnWordPage'
export { SafetyPanel } from './SafetyPanel'
