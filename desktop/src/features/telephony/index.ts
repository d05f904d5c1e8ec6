import { bring } from '@/shared/text'
import { policy } from '@/texts/policy'
import { prompts } from '@/texts/prompts'
import { telephony } from '@/texts/telephony'

bring(policy)
bring(prompts)
bring(telephony)

export { TelephonyPage } from './TelephonyPage'
