export { OwnPassword } from './OwnPassword'
export { Cover } from './Cover'
export { SessionEnd } from './SessionEnd'
export { SignInPage } from './SignInPage'
