/** A draft is saved by itself, also when its page is left right after the last change. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { App } from 'antd'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Draft, add } from '@/features/ivr/draft'
import { type Kept, useDraft } from '@/features/ivr/useDraft'
import { startTexts } from '@/shared/text'

interface Sent {
  revision: number
  flow: { nodes: unknown[] }
}
const { sent, house } = vi.hoisted(() => ({ sent: [] as Sent[], house: { answers: [] as (() => void)[] } }))
vi.mock('@/shared/api/client', () => ({
  api: { PUT: (_: string, { body }: { body: Sent }) => (sent.push(body), body) },
  call: (body: Sent) =>
    new Promise((resolve) => house.answers.push(() => resolve({ flow: body.flow, layout: {}, revision: body.revision + 1, faults: [] }))),
}))

startTexts('en')
beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  sent.length = house.answers.length = 0
})

const around = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={new QueryClient()}>
    <App>{children}</App>
  </QueryClientProvider>
)
const found = { flow: { format: 1, start: '', nodes: [] }, layout: {}, revision: 4, faults: [] } as unknown as Kept
const opened = () => renderHook(() => useDraft('flow', found), { wrapper: around })
type Opened = ReturnType<typeof opened>['result']
const draw = (page: Opened) => act(() => page.current.step({ type: 'change', draft: add(page.current.draft as Draft, 'play').draft }))
const told = () => sent.map(({ revision, flow }) => [revision, flow.nodes.length])

it('saves what was drawn just before the page is left', () => {
  const { result, unmount } = opened()
  draw(result)
  expect(told()).toEqual([])
  unmount()
  expect(told()).toEqual([[4, 1]])
})

it('saves what was drawn while it saved, after that', async () => {
  const { result, unmount } = opened()
  draw(result)
  act(() => void vi.advanceTimersByTime(600))
  draw(result)
  unmount()
  expect(told()).toEqual([[4, 1]])
  await act(async () => house.answers[0]?.())
  expect(told()).toEqual([
    [4, 1],
    [5, 2],
  ])
})

it('saves nothing that the house has', async () => {
  const { result, unmount } = opened()
  draw(result)
  act(() => void vi.advanceTimersByTime(600))
  await act(async () => house.answers[0]?.())
  unmount()
  expect(told()).toEqual([[4, 1]])
})

it('saves what was drawn just before the tab is closed, once', () => {
  const { result } = opened()
  window.dispatchEvent(new Event('pagehide'))
  expect(told()).toEqual([])
  draw(result)
  window.dispatchEvent(new Event('pagehide'))
  expect(told()).toEqual([[4, 1]])
})
