import { bring } from '@/shared/text'
import { ivr } from '@/texts/ivr'
import { prompts } from '@/texts/prompts'

bring(ivr)
bring(prompts)

export { IvrPage } from './IvrPage'
