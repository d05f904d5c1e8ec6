import { bring } from '@/shared/text'
import { approvals } from '@/texts/approvals'

bring(approvals)

export { ApprovalsPage } from './ApprovalsPage'
