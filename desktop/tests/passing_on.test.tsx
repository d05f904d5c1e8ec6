/** Choosing by keys who is wanted: Enter asks him, but never the Enter that ends a word of an input method. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App } from 'antd'
import { afterEach, expect, it, vi } from 'vitest'
import { PassOn } from '@/features/softphone/PassOn'
import { startTexts } from '@/shared/text'
import { likeABrowser } from './browser'

const agent = { id: 'wang', name: '王芳', number: '1002', state: 'ready', line: 'up', connected: true, device_kind: 'webrtc' }
vi.mock('@/live/line', async (whole) => ({
  ...(await whole<object>()),
  useColleagues: () => ({ known: true, agents: [agent], queues: [] }),
}))
vi.mock('@/features/softphone/acts', () => ({ useLine: () => ({ desk: { agent: { id: 'me' } } }) }))
vi.mock('@/shared/session', () => ({ useMay: () => () => true }))
likeABrowser()
startTexts('zh')
afterEach(cleanup)

it('takes the Enter of an input method for what it is', async () => {
  const pass = vi.fn(() => Promise.resolve())
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { enabled: false } } })}>
      <App>
        <PassOn acts={{ pass } as never} slot={{ act: 'transfer', key: 'transfer', text: 'phone.transfer', icon: null } as never} disabled={false} />
      </App>
    </QueryClientProvider>,
  )
  fireEvent.click(screen.getByRole('button'))
  const field = (await screen.findByTestId('pass-search')) as HTMLInputElement
  fireEvent.change(field, { target: { value: 'wang' } })
  fireEvent.change(field, { target: { value: '王' } })
  fireEvent.keyDown(field, { key: 'Enter', isComposing: true })
  expect(pass).not.toHaveBeenCalled()
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(pass).toHaveBeenCalledWith('consult', { kind: 'agent', id: 'wang' })
})
