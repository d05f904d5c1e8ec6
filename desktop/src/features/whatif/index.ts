import { bring } from '@/shared/text'
import { telephony } from '@/texts/telephony'
import { whatif } from '@/texts/whatif'

bring(whatif)
bring(telephony)

export { WhatIfPage } from './WhatIfPage'
