import { bring } from '@/shared/text'
import { safety } from '@/texts/safety'

bring(safety)

export { CodePage } from './CodePage'
export { FactorPage } from './FactorPage'
export { OwnWordPage } from './OwnWordPage'
export { SafetyPanel } from './SafetyPanel'
