/** What somebody writes about an approval is not lost by a look that fails, and the key decides the step he writes about. */
import { QueryClient, QueryClientProvider, notifyManager } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { App } from 'antd'
import { afterEach, expect, it, vi } from 'vitest'
import { ApprovalPanel } from '@/features/approvals/ApprovalPanel'
import { startTexts } from '@/shared/text'
import { likeABrowser } from './browser'

const { asked, house } = vi.hoisted(() => ({ asked: [] as string[], house: { away: false } }))
const step = (key: string) => ({ key, stage: 4, name: key, name_en: key, role: 'department_leader', state: 'open', remark: false, opened_at: null, reminded: 0, spots: [], mine: true })
const approval = {
  id: 'one', kind: 'business_request', subject: 's', name: 'Broadband', chain: 'c', chain_en: 'c', state: 'running', round: 1,
  requester: { id: 'r', name: 'Li' }, unit: 'u', unit_en: 'u', begun_at: '2026-11-26T01:00:00Z', ended_at: null, facts: {}, requested: false,
  steps: [step('first'), step('second')], history: [], request: null,
}
vi.mock('@/shared/session', () => ({ usePerson: () => ({ id: 'me' }), useZone: () => 'Asia/Shanghai', useMay: () => () => true }))
vi.mock('@/shared/api/client', async (original) => ({
  ...(await original<object>()),
  api: {
    GET: () => (house.away ? Promise.reject(new Error('away')) : Promise.resolve(approval)),
    POST: (_: string, sent: { body: { step: string; reason: string } }) => (asked.push(`${sent.body.step} ${sent.body.reason}`), Promise.resolve(approval)),
  },
  call: (answer: unknown) => answer,
}))
likeABrowser()
startTexts('en')
afterEach(cleanup)

it('keeps what was typed, and Ctrl+Enter in a field decides its own step', async () => {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <QueryClientProvider client={cache}>
      <App>
        <ApprovalPanel id="one" onClose={() => {}} />
      </App>
    </QueryClientProvider>,
  )
  const fields = () => screen.getAllByRole('textbox', { hidden: true }) as HTMLTextAreaElement[]
  await vi.waitFor(() => expect(fields().length).toBe(2))
  const second = fields()[1] as HTMLTextAreaElement
  fireEvent.change(second, { target: { value: 'as agreed' } })
  house.away = true
  await act(async () => {
    await cache.invalidateQueries({ queryKey: ['approvals'] })
    await new Promise<void>((told) => notifyManager.schedule(told))
  })
  expect(cache.getQueryState(['approvals', 'one', 'one'])?.status).toBe('error')
  expect(fields()[1]?.value).toBe('as agreed')
  await act(async () => void fireEvent.keyDown(fields()[1] as HTMLElement, { key: 'Enter', ctrlKey: true }))
  expect(asked).toEqual(['second as agreed'])
})
