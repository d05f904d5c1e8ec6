/** All texts together, with those that come with their pages: for what looks at every one of them. */
import { texts } from '.'
import { ivr } from './ivr'
import { whatif } from './whatif'

export const all = { ...texts, ...ivr, ...whatif }
