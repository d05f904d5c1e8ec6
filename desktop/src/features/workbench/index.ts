import { bring } from '@/shared/text'
import { brought } from '@/texts/brought'

bring(brought)

export { WorkbenchPage } from './WorkbenchPage'
