export { OwnPassword } from './OwnPassword'
export { SessionEnd } from './SessionEnd'
export { SignInPage } from './SignInPage'
