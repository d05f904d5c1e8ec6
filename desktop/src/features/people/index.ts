import { bring } from '@/shared/text'
import { safety } from '@/texts/safety'
import { peoplePage } from '@/texts/peoplePage'

bring(safety)
bring(peoplePage)

export { PeoplePage } from './PeoplePage'
