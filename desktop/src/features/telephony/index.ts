import { bring } from '@/shared/text'
import { policy } from '@/texts/policy'
import { prompts } from '@/texts/prompts'

bring(policy)
bring(prompts)

export { TelephonyPage } from './TelephonyPage'
