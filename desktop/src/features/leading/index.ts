export { HelpButton } from './HelpButton'
export { LeaderWords } from './LeaderWords'
export { Supervising } from './Supervising'
