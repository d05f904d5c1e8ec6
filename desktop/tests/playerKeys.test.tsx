/** A player obeys the keys while it has the focus, and leaves typing alone. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { usePlayerKeys } from '@/shared/ui/usePlayerKeys'

afterEach(cleanup)

const acts = { toggle: vi.fn(), step: vi.fn(), faster: vi.fn(), comment: vi.fn() }

function Box() {
  const box = useRef<HTMLDivElement>(null)
  usePlayerKeys(box, acts)
  return (
    <div ref={box}>
      <span data-testid="wave">wave</span>
      <button type="button">play</button>
      <textarea aria-label="words" />
    </div>
  )
}

describe('the keys of a player', () => {
  it.each([
    [' ', 'toggle', []],
    ['ArrowLeft', 'step', [-3]],
    ['ArrowRight', 'step', [3]],
    ['[', 'faster', [-1]],
    [']', 'faster', [1]],
    ['m', 'comment', []],
  ] as const)('%s does what it says, and nobody else hears of it', (key, name, told) => {
    vi.clearAllMocks()
    const outside = vi.fn()
    window.addEventListener('keydown', outside)
    render(<Box />)
    fireEvent.keyDown(screen.getByTestId('wave'), { key })
    expect(acts[name]).toHaveBeenCalledExactlyOnceWith(...told)
    expect(outside).not.toHaveBeenCalled()
    window.removeEventListener('keydown', outside)
  })
  it('types into a field, and lets the space bar press a button', () => {
    vi.clearAllMocks()
    render(<Box />)
    for (const key of [' ', 'm', 'ArrowLeft', '[']) fireEvent.keyDown(screen.getByLabelText('words'), { key })
    fireEvent.keyDown(screen.getByText('play'), { key: ' ' })
    for (const one of Object.values(acts)) expect(one).not.toHaveBeenCalled()
  })
  it('leaves the keys of the browser alone', () => {
    vi.clearAllMocks()
    render(<Box />)
    fireEvent.keyDown(screen.getByTestId('wave'), { key: 'm', ctrlKey: true })
    expect(acts.comment).not.toHaveBeenCalled()
  })
})
