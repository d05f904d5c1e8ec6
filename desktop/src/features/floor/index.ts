export { FloorPage } from './FloorPage'
export { Wall } from './Wall'
