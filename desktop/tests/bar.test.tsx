/** The bar's buttons: one press at a time each, and none for another. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { App } from 'antd'
import { afterEach, expect, it, vi } from 'vitest'
import { GoButton } from '@/features/softphone/GoButton'
import type { Acts } from '@/features/softphone/acts'
import type { NextAct, Situation } from '@/features/softphone/situation'
import { agentLook } from '@/shared/states'
import { startTexts } from '@/shared/text'

startTexts('en')
afterEach(cleanup)

const situation = (next: NextAct): Situation => ({ look: agentLook('not_ready'), state: 'not_ready', since: 0, next, trouble: null, part: '', asked: false, began: false })

it('an act under way swallows its own second press, and not the press of the next act', () => {
  const acts = { signIn: vi.fn(() => new Promise(() => undefined)), ready: vi.fn(() => Promise.resolve(true)) }
  const bar = (next: NextAct) => (
    <App>
      <GoButton situation={situation(next)} acts={acts as unknown as Acts} />
    </App>
  )
  const { rerender } = render(bar('sign_in'))
  const press = () => act(() => void fireEvent.click(screen.getByRole('button'), { detail: 1 }))
  press()
  press()
  expect(acts.signIn).toHaveBeenCalledTimes(1)
  rerender(bar('ready'))
  press()
  expect(acts.ready).toHaveBeenCalledTimes(1)
})
