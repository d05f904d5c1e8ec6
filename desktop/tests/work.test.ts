/** What a page asks by itself is told apart from what a person does. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { api } from '@/shared/api/client'
import { startWork } from '@/shared/work'

const asked: Request[] = []

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(request)
    return Promise.resolve(new Response('{}', { headers: { 'Content-Type': 'application/json' } }))
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const marked = async () => {
  await api.GET('/api/session')
  return asked.at(-1)?.headers.get('X-Worked')
}

it('marks requests for a minute after a key, a click or scrolling, and no others', async () => {
  startWork()
  expect(await marked()).toBeNull()
  for (const sign of ['keydown', 'pointerdown', 'wheel']) {
    document.body.dispatchEvent(new Event(sign, { bubbles: true }))
    expect(await marked()).toBe('1')
    vi.advanceTimersByTime(59_000)
    expect(await marked()).toBe('1')
    vi.advanceTimersByTime(1_000)
    expect(await marked()).toBeNull()
  }
})
