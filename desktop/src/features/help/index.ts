export { HelpSheet } from './HelpSheet'
