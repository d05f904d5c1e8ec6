/** "Do not call me again": written down by the agent who hears it, while he hears it. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { App } from 'antd'
import { afterEach, expect, it, vi } from 'vitest'
import { Objection } from '@/features/workbench/Objection'
import { startTexts } from '@/shared/text'
import { likeABrowser } from './browser'

const { sent } = vi.hoisted(() => ({ sent: [] as unknown[] }))
vi.mock('@/shared/session', () => ({ useMay: () => (...any: string[]) => any.includes('calls.take') }))
vi.mock('@/shared/api/client', () => ({
  api: { POST: (path: string, { body }: { body: unknown }) => (sent.push([path, body]), {}) },
  call: (answer: unknown) => Promise.resolve(answer),
}))
likeABrowser()
startTexts('zh')
afterEach(() => {
  cleanup()
  sent.length = 0
})

const shown = (number: string, cache = new QueryClient()) =>
  render(
    <QueryClientProvider client={cache}>
      <App>
        <Objection call="c1" number={number} name="秦丽华" />
      </App>
    </QueryClientProvider>,
  )
const door = () => screen.getByRole<HTMLButtonElement>('button', { name: /登记免打扰/ })

it('is on the list once it is saved, and the card is asked for anew', async () => {
  const cache = new QueryClient()
  cache.setQueryData(['screen-pop', 'c1'], {})
  shown('13910000017', cache)
  fireEvent.click(door())
  await screen.findByLabelText('备注')
  fireEvent.click(document.querySelector('[data-act=save]') as HTMLElement)
  await waitFor(() => expect(sent).toEqual([['/api/do-not-call', { number: '13910000017', name: '秦丽华', type: 'all', remark: '' }]]))
  expect((await screen.findByTestId('said')).textContent).toContain('立即生效')
  expect(cache.getQueryState(['screen-pop', 'c1'])?.isInvalidated).toBe(true)
})

it('waits for a number that is known here', () => {
  shown('139****0017')
  expect(door().disabled).toBe(true)
})
