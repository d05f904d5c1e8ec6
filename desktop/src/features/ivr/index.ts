export { IvrPage } from './IvrPage'
