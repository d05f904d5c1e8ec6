/** A message that was taken on and not dialled is kept from nobody; one without a number offers no dialling. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, renderHook, screen, waitFor } from '@testing-library/react'
import { App } from 'antd'
import type { ReactNode } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { Acts } from '@/features/messages/Acts'
import { type Message, useMessage } from '@/live/message'
import { bring, startTexts } from '@/shared/text'
import { messages } from '@/texts/messages'

const { asked, dialling } = vi.hoisted(() => ({ asked: [] as string[], dialling: { answer: Promise.resolve() as Promise<unknown> } }))
vi.mock('@/live/dial', () => ({ useDial: () => ({ may: true, can: true, dial: () => dialling.answer }) }))
vi.mock('@/shared/session', () => ({ usePerson: () => ({ id: 'me' }) }))
vi.mock('@/shared/failure', () => ({ useTellFailure: () => () => asked.push('told') }))
vi.mock('@/shared/api/client', () => ({
  api: { POST: (path: string) => (asked.push(path.split('/').at(-1) ?? ''), { number: '13800000001' }) },
  call: (answer: unknown) => Promise.resolve(answer),
}))
startTexts('en')
bring(messages)
afterEach(() => {
  cleanup()
  asked.length = 0
})

const around = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={new QueryClient()}>
    <App>{children}</App>
  </QueryClientProvider>
)
const message = (claimed_by: { id: string } | null, number = '138****0001') => ({ id: 'message', number, claimed_by }) as Message

async function dialled(claimed_by: { id: string } | null, answer: () => Promise<unknown>): Promise<string[]> {
  const { result } = renderHook(() => useMessage(message(claimed_by)), { wrapper: around })
  dialling.answer = answer()
  await act(() => result.current.dial())
  await waitFor(() => expect(result.current.busy).toBe(false))
  return [...asked]
}

it('is released when the gate refuses it, unless he had it before', async () => {
  expect(await dialled(null, () => Promise.reject(new Error('refused')))).toEqual(['claim', 'release', 'told'])
  asked.length = 0
  expect(await dialled({ id: 'me' }, () => Promise.reject(new Error('refused')))).toEqual(['claim', 'told'])
})

it('is his who dials it', async () => {
  expect(await dialled(null, () => Promise.resolve())).toEqual(['claim'])
})

it('can be dialled only where there is a number', () => {
  const { rerender } = render(<Acts message={message(null)} />, { wrapper: around })
  expect(document.querySelector('[data-act=dial-message]')).not.toBeNull()
  rerender(<Acts message={message(null, '')} />)
  expect(document.querySelector('[data-act=dial-message]')).toBeNull()
})

it('is taken on by one press', async () => {
  render(<Acts message={message(null)} />, { wrapper: around })
  await act(async () => fireEvent.click(screen.getByText('Take')))
  expect(asked).toEqual(['claim'])
})
