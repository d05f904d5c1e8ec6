export { TelephonyPage } from './TelephonyPage'
