import { bring } from '@/shared/text'
import { jobsPage } from '@/texts/jobsPage'

bring(jobsPage)

export { JobsPage } from './JobsPage'
