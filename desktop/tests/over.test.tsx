/** The end of a session is said once: what was asked before somebody signed in again ends nothing. */
import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { call } from '@/shared/api/client'
import { sayOver, useOver } from '@/shared/over'

const refused = () => ({
  error: { code: 'not_signed_in', message: { zh: '请先登录。', en: 'Please sign in.' } },
  response: new Response(null, { status: 401 }),
})

it('a late refusal of the last session does not ask for the password again', async () => {
  const { result } = renderHook(useOver)
  await act(() => call(Promise.resolve(refused())).catch(() => undefined))
  expect(result.current).toBe(true)

  let answer: (it: ReturnType<typeof refused>) => void = () => undefined
  const late = call(new Promise<ReturnType<typeof refused>>((resolve) => (answer = resolve))).catch(() => undefined)
  act(() => sayOver(false))
  answer(refused())
  await act(() => late)
  expect(result.current).toBe(false)

  await act(() => call(Promise.resolve(refused())).catch(() => undefined))
  expect(result.current).toBe(true)
  act(() => sayOver(false))
})
