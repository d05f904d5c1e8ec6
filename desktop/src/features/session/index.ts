export { OwnPassword } from './OwnPassword'
export { SignInPage } from './SignInPage'
