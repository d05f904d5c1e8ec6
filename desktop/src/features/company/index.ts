export { CompanyPage } from './CompanyPage'
