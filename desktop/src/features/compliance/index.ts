export { CompliancePage } from './CompliancePage'
