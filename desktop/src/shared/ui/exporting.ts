/** Waiting for a workbook and saving it. */
import { type Shape, address, api, call } from '@/shared/api/client'

type Job = Shape<'JobOut'>

const first = 300
const longest = 3_000

/** The job as it ended; its file is saved when there is one. `tell` hears how far it is. */
export async function fetchWhenWritten(job: Job, tell: (job: Job) => void, pause: (ms: number) => Promise<void> = wait, save: (path: string) => void = follow): Promise<Job> {
  let now = job
  for (let ms = first; ['waiting', 'running'].includes(now.state); ms = Math.min(ms * 1.5, longest)) {
    await pause(ms)
    now = await call(api.GET('/api/jobs/{id}', { params: { path: { id: job.id } } }))
    tell(now)
  }
  if (now.file) save(fileOf(now.id))
  return now
}

export function fileOf(id: string): string {
  return address(`/api/jobs/${id}/file`)
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}

/** As a click on a link would: the page stays. */
function follow(path: string): void {
  const link = document.createElement('a')
  link.href = path
  link.download = ''
  link.click()
}
