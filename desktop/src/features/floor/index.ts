import { bring } from '@/shared/text'
import { floor } from '@/texts/floor'

bring(floor)

export { FloorPage } from './FloorPage'
export { Wall } from './Wall'
