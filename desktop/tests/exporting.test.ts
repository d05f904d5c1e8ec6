/** A list is saved once its job has written it, and not otherwise. */
import { describe, expect, it, vi } from 'vitest'
import { api } from '@/shared/api/client'
import { fetchWhenWritten } from '@/shared/ui/exporting'

type Job = Parameters<typeof fetchWhenWritten>[0]

const job = (state: string, done = 0): Job => ({ id: 'j1', state, done, total: 500, file: state === 'done' }) as Job

async function follow(...states: Job[]) {
  const [first, ...later] = states
  const get = vi.spyOn(api, 'GET')
  for (const data of later) get.mockResolvedValueOnce({ data, response: new Response() } as never)
  const told: number[] = []
  const pauses: number[] = []
  const saved: string[] = []
  const ended = await fetchWhenWritten(
    first as Job,
    (one) => told.push(one.done),
    async (ms) => void pauses.push(ms),
    (path) => saved.push(path),
  )
  return { ended, told, pauses, saved }
}

describe('exporting', () => {
  it('says how far it is and saves the file when it is there', async () => {
    const { ended, told, saved } = await follow(job('waiting'), job('running', 250), job('done', 500))
    expect(told).toEqual([250, 500])
    expect(ended.state).toBe('done')
    expect(saved).toEqual(['/api/jobs/j1/file'])
  })

  it('saves nothing of an export that was stopped or failed', async () => {
    for (const state of ['cancelled', 'failed']) expect((await follow(job('waiting'), job(state))).saved).toEqual([])
  })

  it('asks less and less often', async () => {
    const { pauses } = await follow(job('waiting'), ...Array.from({ length: 9 }, () => job('running')), job('done'))
    expect(pauses[0]).toBeLessThan(500)
    expect(pauses.at(-1)).toBe(3000)
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
  })
})
