import { bring } from '@/shared/text'
import { safety } from '@/texts/safety'

bring(safety)

export { PeoplePage } from './PeoplePage'
