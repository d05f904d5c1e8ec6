import { bring } from '@/shared/text'
import { way } from '@/texts/way'
import { callsPage } from '@/texts/callsPage'

bring(way)
bring(callsPage)

export { CallsPage } from './CallsPage'
