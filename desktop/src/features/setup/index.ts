export { SetUpPage } from './SetUpPage'
