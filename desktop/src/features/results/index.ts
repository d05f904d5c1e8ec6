export { LateResults } from './LateResults'
