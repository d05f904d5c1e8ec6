import { bring } from '@/shared/text'
import { way } from '@/texts/way'

bring(way)

export { CallsPage } from './CallsPage'
