export { CustomersPage } from './CustomersPage'
