import { bring } from '@/shared/text'
import { customers } from '@/texts/customers'

bring(customers)

export { CustomersPage } from './CustomersPage'
