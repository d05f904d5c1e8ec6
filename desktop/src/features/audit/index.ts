import { bring } from '@/shared/text'
import { audit } from '@/texts/audit'

bring(audit)

export { AuditPage } from './AuditPage'
