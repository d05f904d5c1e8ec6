/** A wrap-up that ends by itself: what was chosen is given and said, what was not is asked for. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { App } from 'antd'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it, vi } from 'vitest'
import { LateResults } from '@/features/results'
import { chooseResult, chosenResult } from '@/live/outcome'
import { startTexts } from '@/shared/text'
import { likeABrowser } from './browser'

const wrapping = { desk: { agent: { state: 'wrap_up', call: 'c1' } } }
const ready = { desk: { agent: { state: 'ready', call: '' } } }
let line: object = wrapping
vi.mock('@/live/agent', () => ({ useAgentLine: () => line }))

likeABrowser()
startTexts('zh')
afterEach(() => {
  cleanup()
  sessionStorage.clear()
  line = wrapping
})

const results = [{ id: '1', parent: null, code: 'order_taken', name: '已下单', name_en: 'Order taken' }]

function page(saved: number) {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url, 'http://house').pathname}`)
    return request.method === 'PUT' ? Response.json({}, { status: saved }) : Response.json(results)
  })
  const client = new QueryClient()
  client.setQueryData(['dispositions'], results)
  const whole = () => (
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <App>
          <LateResults />
        </App>
      </MemoryRouter>
    </QueryClientProvider>
  )
  const { rerender } = render(whole())
  return {
    asked,
    end: () => {
      line = ready
      rerender(whole())
    },
  }
}

it('gives the result that was chosen, and says so by its name', async () => {
  chooseResult('c1', 'order_taken')
  const { asked, end } = page(200)
  end()
  expect((await screen.findByTestId('result-kept')).textContent).toContain('已下单')
  expect(asked).toContain('PUT /api/calls/c1/result')
  expect(chosenResult('c1')).toBe('')
})

it('asks for the result that was not chosen', async () => {
  const { end } = page(200)
  end()
  expect((await screen.findByTestId('no-result')).textContent).toContain('还没有小结')
})

it('says that a result could not be saved, and keeps it', async () => {
  chooseResult('c1', 'order_taken')
  const { end } = page(503)
  end()
  expect((await screen.findByTestId('no-result')).textContent).toContain('没有保存成功')
  expect(chosenResult('c1')).toBe('order_taken')
})
