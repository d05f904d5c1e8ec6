/** What is known around a call: earlier calls with who, when, result and notes, and what is owed to him. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it, vi } from 'vitest'
import { about } from '@/features/workbench/about'
import type { ScreenPop } from '@/live/pop'
import { startTexts } from '@/shared/text'
import { likeABrowser } from './browser'

likeABrowser()
startTexts('zh')
vi.stubGlobal('fetch', async () => Response.json({}))
afterEach(cleanup)

const pop = {
  found: true,
  earlier_calls: [
    {
      id: 'c0',
      direction: 'inbound',
      started_at: '2026-11-20T02:00:00Z',
      outcome: 'answered',
      disposition: 'order_taken',
      person: { id: 'p', name: '王芳' },
      spoken_ms: 65_000,
      unrecorded: '',
      notes: [{ person: { id: 'p', name: '王芳' }, text: '要两箱龙井' }],
    },
  ],
  callbacks: [{ id: 't', last_at: '2026-11-21T02:00:00Z', reason: 'abandoned', service_line: { name: '销售热线' }, calls: 2, waited_ms: 9_000, claimed_by: { name: '李娜' } }],
} as unknown as ScreenPop

function shown(body: ReactNode) {
  const client = new QueryClient()
  client.setQueryData(['dispositions'], [{ code: 'order_taken', name: '已下单' }])
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>{body}</MemoryRouter>
    </QueryClientProvider>,
  )
  return document.body.textContent ?? ''
}

const tab = (key: string) => about.find((one) => one.key === key)

it('tells of each earlier call who spoke, how long, what came of it and what was noted', () => {
  expect(tab('history')?.count(pop)).toBe(1)
  const told = shown(tab('history')?.body(pop))
  for (const word of ['王芳', '01:05', '已下单', '要两箱龙井', '已接通']) expect(told).toContain(word)
})

it('tells what is owed to him, why, and who has taken it', () => {
  const told = shown(tab('owed')?.body(pop))
  for (const word of ['等待时挂断', '销售热线', '2', '李娜', '00:09']) expect(told).toContain(word)
})

it('says that there is nothing yet of who calls for the first time', () => {
  const nobody = { found: true, earlier_calls: [], callbacks: [] } as unknown as ScreenPop
  shown(about.map((one) => <div key={one.key}>{one.body(nobody)}</div>))
  expect(screen.getByText('第一次联系')).toBeTruthy()
  expect(screen.getByText('没有待回拨')).toBeTruthy()
})
