/** The floor: what asks for a leader, why a caller waits, and what a figure says of itself. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startTexts } from '@/shared/text'
import { Figure } from '@/shared/ui/Figure'
import { alarmsOf, everybody, filtered, servers, whyNot } from '@/features/floor/figures'
import { valuesOf } from '@/features/telephony/LimitsTab'

vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
startTexts('en')
afterEach(cleanup)

const second = 1_000
const agent = (id: string, state: string, groups: string[] = ['g'], since = 0) => ({ id, number: id, path: 'a', state, groups, since, connected: true }) as never
const queue = { id: 'q', groups: [{ after_ms: 0, skill_group: { id: 'g', name: 'G' } }, { after_ms: 30 * second, skill_group: { id: 'h', name: 'H' } }] }

describe('why a caller is not served yet', () => {
  it('is who could take him, and what they do', () => {
    const why = (...agents: never[]) => whyNot(agents, queue, 10 * second)
    expect(why()).toMatchObject({ why: 'nobody', next: 20 * second })
    expect(why(agent('1', 'talking'), agent('2', 'not_ready'))).toMatchObject({ why: 'busy', busy: 1, away: 1 })
    expect(why(agent('1', 'not_ready'))).toMatchObject({ why: 'none_ready', away: 1 })
    expect(why(agent('1', 'ready'))).toMatchObject({ why: 'soon' })
  })
  it('counts those of the second group once he has waited for it', () => {
    const ready = agent('1', 'ready', ['h'])
    expect(whyNot([ready], queue, 10 * second).why).toBe('nobody')
    expect(whyNot([ready], queue, 30 * second)).toMatchObject({ why: 'soon', next: 0 })
    expect(servers([ready], queue)).toHaveLength(1)
  })
})

describe('alarms', () => {
  const limits = (of: string) => (of === 'level' ? { amber: 80, red: 60, below: true } : of === 'holding' || of === 'wait' ? { amber: 20 * second, red: 30 * second, below: false } : null)
  const call = (id: string, queued_at: number) => ({ id, path: 'a', phase: 'queue', queued_at }) as never
  const floor = { agents: [agent('x', 'holding', [], 5 * second), agent('y', 'talking')], calls: [call('c', 15 * second)], queues: [{ id: 'q', path: 'a' } as never] }
  it('are what is beyond its limit, the worst and the oldest first', () => {
    const found = alarmsOf(floor, 36 * second, limits, () => null, () => ({ share: 70, since: 0 }))
    expect(found.map(({ of, level }) => [of, level])).toEqual([['holding', 'red'], ['level', 'amber'], ['wait', 'amber']])
    expect(alarmsOf(floor, 16 * second, limits, () => null, () => null)).toEqual([])
  })
  it('are another one when it begins anew', () => {
    const keys = [5, 6].map((since) => alarmsOf({ ...floor, agents: [agent('x', 'holding', [], since * second)], calls: [] }, 60 * second, limits, () => null, () => null)[0]?.key)
    expect(new Set(keys).size).toBe(2)
  })
})

it('filters narrow by team, state and skill, and nothing else', () => {
  const all = [agent('1', 'ready', ['g']), agent('2', 'talking', ['h'])]
  const found = (some: object) => filtered(all, { ...everybody, ...some }).map(({ id }) => id)
  expect([found({}), found({ state: 'ready' }), found({ group: 'h' }), found({ team: 'b' })]).toEqual([['1', '2'], ['1'], ['2'], []])
})

it('limits are typed in seconds and per cent', () => {
  const limit = (of: string, unit: string) => ({ of, unit, amber: 20_000, red: null, below: false }) as never
  expect(valuesOf([limit('wait', 'ms'), limit('level', 'per_cent')])).toEqual({ wait: { amber: 20, red: null }, level: { amber: 20_000, red: null } })
})

describe('a figure', () => {
  const catalogue = {
    few: 20,
    measures: [
      { code: 'K5', name: '服务水平', name_en: 'Service level', definition: '', definition_en: 'In time ÷ offered.', owner: '', owner_en: 'Where it was offered.', unit: 'share', above: ['in_time'], below: ['offered'], reference: 80, good: 'up', grains: [] },
    ],
    columns: [{ code: 'in_time', name: '', name_en: 'in time', unit: 'count' }, { code: 'offered', name: '', name_en: 'offered', unit: 'count' }],
  }
  const shown = (figure: object) => {
    const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
    client.setQueryData(['measures'], catalogue)
    render(
      <QueryClientProvider client={client}>
        <Figure code="K5" figure={{ code: 'K5', ...figure } as never} />
      </QueryClientProvider>,
    )
    return screen.getByTestId('figure-K5')
  }
  it('says by key or pointer what it means and how it was worked out', async () => {
    const value = shown({ value: 0.804, above: 251, below: 312, few: false })
    expect(value.textContent).toBe('80%')
    fireEvent.focus(value)
    const told = await screen.findByTestId('definition')
    expect(told.textContent).toContain('in time 251 ÷ offered 312')
    expect(told.textContent).toContain('Where it was offered.')
  })
  it('of few shows of how many, and of none nothing', () => {
    expect(shown({ value: 2 / 3, above: 2, below: 3, few: true }).textContent).toBe('67%/3')
    cleanup()
    expect(shown({ value: null, above: 0, below: 0, few: true }).textContent).toBe('–')
  })
})
