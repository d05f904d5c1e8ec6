/** Back closes what was opened last and leaves the page where it is. */
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, it } from 'vitest'
import { useBackCloses } from '@/shared/ui/useBackCloses'

function Panel({ name, onClose, mayClose }: { name: string; onClose: () => void; mayClose?: () => Promise<boolean> }) {
  useBackCloses(true, onClose, mayClose)
  return <p>{name}</p>
}

function Page({ mayClose }: { mayClose?: () => Promise<boolean> }) {
  const [open, setOpen] = useState(['drawer', 'question'])
  const close = (name: string) => setOpen((now) => now.filter((one) => one !== name))
  return open.map((name) => <Panel key={name} name={name} onClose={() => close(name)} {...(mayClose ? { mayClose } : {})} />)
}

const back = () => act(() => window.history.back())
const open = () => screen.queryAllByText(/drawer|question/).map((one) => one.textContent)
afterEach(cleanup)

it('one step back closes the topmost panel, the next one the panel beneath, and the address stays', async () => {
  window.history.pushState(null, '', '/customers?q=1')
  render(<Page />)
  back()
  await waitFor(() => expect(open()).toEqual(['drawer']))
  back()
  await waitFor(() => expect(open()).toEqual([]))
  expect(window.location.pathname + window.location.search).toBe('/customers?q=1')
})

it('what may not be closed yet stays, and the next step back asks again', async () => {
  window.history.pushState(null, '', '/customers')
  let asked = 0
  render(<Page mayClose={() => Promise.resolve(++asked > 1)} />)
  back()
  await waitFor(() => expect(asked).toBe(1))
  expect(open()).toEqual(['drawer', 'question'])
  back()
  await waitFor(() => expect(open()).toEqual(['drawer']))
})
