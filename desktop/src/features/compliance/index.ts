import { bring } from '@/shared/text'
import { lists } from '@/texts/lists'

bring(lists)

export { CompliancePage } from './CompliancePage'
