/** A callback that was not dialled is kept from nobody: it is released, and its number is masked again. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { App } from 'antd'
import type { ReactNode } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { type Owed, useOwed } from '@/live/owed'
import { startTexts } from '@/shared/text'

const { asked, dialling } = vi.hoisted(() => ({ asked: [] as string[], dialling: { answer: Promise.resolve() as Promise<unknown> } }))
vi.mock('@/live/dial', () => ({ useDial: () => ({ may: true, can: true, dial: () => dialling.answer }) }))
vi.mock('@/shared/session', () => ({ usePerson: () => ({ id: 'me' }) }))
vi.mock('@/shared/failure', () => ({ useTellFailure: () => () => asked.push('told') }))
vi.mock('@/shared/api/client', () => ({
  api: { POST: (path: string) => (asked.push(path.split('/').at(-1) ?? ''), { number: '13800000001' }) },
  call: (answer: unknown) => Promise.resolve(answer),
}))
startTexts('en')
afterEach(() => {
  cleanup()
  asked.length = 0
})

const around = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={new QueryClient()}>
    <App>{children}</App>
  </QueryClientProvider>
)
const task = (claimed_by: { id: string } | null) => ({ id: 'task', claimed_by }) as Owed

async function dialled(claimed_by: { id: string } | null, answer: () => Promise<unknown>): Promise<string[]> {
  const { result } = renderHook(() => useOwed(task(claimed_by)), { wrapper: around })
  dialling.answer = answer()
  await act(() => result.current.dial())
  await waitFor(() => expect(result.current.busy).toBe(false))
  return [...asked]
}

it('is released when the gate refuses it, and the agent is told why', async () => {
  expect(await dialled(null, () => Promise.reject(new Error('refused')))).toEqual(['claim', 'release', 'told'])
})

it('stays his who dials it, and his who had it before', async () => {
  expect(await dialled(null, () => Promise.resolve())).toEqual(['claim'])
  asked.length = 0
  expect(await dialled({ id: 'me' }, () => Promise.reject(new Error('refused')))).toEqual(['claim', 'told'])
})
