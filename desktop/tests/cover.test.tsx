/** A covered page whose session ends: the password is asked above the cover, and nothing beneath is shown meanwhile. */
import { readFileSync } from 'node:fs'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { App } from 'antd'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Cover, SessionEnd } from '@/features/session'
import { sayOver } from '@/shared/over'
import { sessionKey } from '@/shared/session'
import { startTexts } from '@/shared/text'
import { likeABrowser } from './browser'

vi.mock('@/live/line', () => ({ useDesk: () => ({}), line: { onTold: () => () => undefined, start: () => undefined } }))
vi.mock('@/live/agent', () => ({ useAgentLine: () => null }))

likeABrowser()
startTexts('en')
const rules = document.createElement('style')
rules.textContent = readFileSync('src/shared/base.css', 'utf8')
beforeEach(() => document.head.append(rules))
afterEach(cleanup)

const person = { id: 'p1', username: 'li', name: 'Li' }
const open = { signed_in: true, person, held: null, code_needed: false, idle_lock_minutes: 0 }
const half = { signed_in: false, person: null, held: null, code_needed: true }
const refusal = (code: string) => [{ code, message: { zh: '请重新登录。', en: 'Sign in anew.' } }, 401] as const

type Answer = readonly [object, number]

function coveredPage(answers: Record<string, Answer>) {
  vi.stubGlobal('fetch', async (request: Request) => {
    const [body, status] = answers[new URL(request.url).pathname] ?? [{}, 200]
    return Response.json(body, { status })
  })
  const client = new QueryClient()
  client.setQueryData(sessionKey, { ...open, held: 'locked' })
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <App>
          <input data-testid="typed" defaultValue="half an order" />
          <Cover />
          <SessionEnd />
        </App>
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

const seen = (element: Element) => getComputedStyle(element).visibility === 'visible'
const dialog = () => screen.findByTestId('session-over')
const field = (within: Element, selector = 'input[type=password]') => within.querySelector<HTMLInputElement>(selector)

async function give(within: Element, what: string, selector?: string) {
  await act(async () => {
    fireEvent.change(field(within, selector) as Element, { target: { value: what } })
    fireEvent.submit(within.querySelector('form') as Element)
  })
}

it('is opened by the password, above the cover, with all that was typed', async () => {
  coveredPage({ '/api/session/unlock': refusal('not_signed_in'), '/api/session': [open, 200] })
  await give(screen.getByTestId('cover'), 'secret')
  const over = await dialog()
  const root = over.closest('.z-over') as Element
  expect(seen(field(over) as Element)).toBe(true)
  expect(Number(getComputedStyle(root.querySelector('.ant-modal-wrap') as Element).zIndex)).toBe(5001)
  expect(seen(screen.getByTestId('typed'))).toBe(false)

  await give(over, 'secret')
  await vi.waitFor(() => expect(screen.queryByTestId('cover')).toBeNull())
  expect(seen(screen.getByTestId('typed'))).toBe(true)
  expect(screen.getByTestId<HTMLInputElement>('typed').value).toBe('half an order')
})

it('asks for the password again when it was too long ago for the code', async () => {
  coveredPage({ '/api/session': [half, 200], '/api/session/code': refusal('half_over') })
  act(() => sayOver(true))
  const over = await dialog()
  await give(over, 'secret')
  await vi.waitFor(() => expect(field(over)).toBeNull())
  expect(seen(screen.getByTestId('typed'))).toBe(false)
  await give(over, '123456', 'input:not([type=hidden])')
  await vi.waitFor(() => expect(field(over)).not.toBeNull())
})
