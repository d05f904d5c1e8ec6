/** A reason for not being ready may have a daily allowance: what is left is told, in colours before it is over. */
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { breakHue, isOver, leftOf, usedBy } from '@/shared/breaks'
import { startTexts } from '@/shared/text'
import { AgentCard } from '@/shared/ui/AgentCard'
import { arranged, urgency } from '@/features/floor/figures'

vi.mock('@/shared/reasons', () => ({ useReasonText: () => () => 'Meal', useReasons: () => [] }))
startTexts('en')
afterEach(cleanup)

const minute = 60_000
const limits = () => ({ amber: 15 * minute, red: 30 * minute, below: false })
const half = (used: number) => ({ allowed: 30 * minute, used: used * minute })

describe('what is left of a break', () => {
  it('is what may be taken without what was', () => expect(leftOf(half(12))).toBe(18 * minute))
  it('turns amber when less than a fifth is left and red when it is over', () => {
    expect([half(0), half(24), half(25), half(30), half(31)].map(breakHue)).toEqual([null, null, 'amber', 'amber', 'red'])
    expect(breakHue(null)).toBeNull()
  })
  it('goes on from what was counted, or from when it began if that is later', () => {
    expect(usedBy(5, 100, 0, 900)).toBe(5)
    expect(usedBy(5, 100, 40, 900)).toBe(805)
    expect(usedBy(5, 100, 700, 900)).toBe(205)
    expect(usedBy(5, 1_000, 40, 900)).toBe(5)
  })
})

describe('a leader', () => {
  const card = (used: number) =>
    render(
      <AgentCard name="Li" number="1001" state="not_ready" reason="meal" since={0} lineDown={false} away={false} customer="" taking={half(used)} />,
    )
  it('reads on the card what is left, and by how much it is over', () => {
    card(12)
    expect(screen.getByTestId('agent-card').textContent).toContain('Meal · 18:00 left')
    cleanup()
    card(32)
    expect(screen.getByTestId('agent-card').textContent).toContain('02:00 over')
    expect(screen.getByTestId('agent-card').dataset['hue']).toBe('red')
  })
  it('is shown first who is over, and nobody who is long in a break that he may take', () => {
    const agent = (id: string, number: string) =>
      ({ id, number, path: 'x', state: 'not_ready', since: 0, connected: true, line: 'up', device_kind: 'webrtc' }) as never
    const [within, over] = [agent('a', '1'), agent('b', '2')]
    const told = (one: { id: string }) => one.id === 'b' && isOver(half(31))
    expect(arranged([within, over], 'alarm', 20 * minute, limits, told)[0]?.agents.map(({ id }) => id)).toEqual(['b', 'a'])
    expect([urgency(within, 20 * minute, limits, false), urgency(within, 20 * minute, limits)]).toEqual(['', 'amber'])
  })
})
