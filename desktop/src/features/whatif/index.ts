import { bring } from '@/shared/text'
import { whatif } from '@/texts/whatif'

bring(whatif)

export { WhatIfPage } from './WhatIfPage'
