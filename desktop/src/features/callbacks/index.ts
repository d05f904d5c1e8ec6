export { CallbacksPage } from './CallbacksPage'
