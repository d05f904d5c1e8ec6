import { bring } from '@/shared/text'
import { ivr } from '@/texts/ivr'

bring(ivr)

export { IvrPage } from './IvrPage'
