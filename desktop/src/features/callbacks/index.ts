import { bring } from '@/shared/text'
import { callbacks } from '@/texts/callbacks'

bring(callbacks)

export { CallbacksPage } from './CallbacksPage'
