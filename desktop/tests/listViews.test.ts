/** A saved view keeps what is looked at, and nothing of where one happens to be. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Change, addressOf, changeViews, keptOf } from '@/shared/listViews'

const house = vi.hoisted(() => ({ kept: [] as unknown[], away: false, put: [] as unknown[] }))
vi.mock('@/shared/api/client', () => ({
  api: {
    GET: () => (house.away ? Promise.reject(new Error('away')) : Promise.resolve(house.kept)),
    PUT: (_: string, { body }: { body: unknown }) => (house.put.push(body), Promise.resolve(body)),
  },
  call: (answer: unknown) => answer,
}))

const search = (text: string) => new URLSearchParams(text)

describe('saved views', () => {
  it('keep filters, search and order, however they came into the address', () => {
    const one = keptOf(search('sort=-waited&outcome=abandoned&q=张&page=3&open=x&tab=a&view=old'))
    const other = keptOf(search('outcome=abandoned&q=张&sort=-waited'))
    expect(one).toBe(other)
    expect(search(one).get('q')).toBe('张')
  })

  it('are shown on the tab where one is, from the first page, and named in the address', () => {
    const view = { name: '未接', address: 'outcome=abandoned', columns: [], first: false }
    const next = addressOf(view, search('tab=calls&outcome=answered&page=4&open=x'))
    expect(Object.fromEntries(next)).toEqual({ tab: 'calls', outcome: 'abandoned', view: '未接' })
  })
})

describe('a change of the views', () => {
  const view = (name: string) => ({ name, address: '', columns: [], first: false })
  const add: Change = (kept) => [...kept, view('mine')]
  beforeEach(() => {
    house.put.length = 0
    house.away = false
    house.kept = [{ name: 'calls', views: [view('of another page')] }, { name: 'customers', views: [view('x')] }]
  })

  it('goes upon what the house keeps now: what another page has added stays', async () => {
    await changeViews('calls', add)
    expect(house.put).toEqual([{ views: [view('of another page'), view('mine')] }])
  })

  it('writes nothing when it cannot be read what there is', async () => {
    house.away = true
    await expect(changeViews('calls', add)).rejects.toThrow('away')
    expect(house.put).toEqual([])
  })
})
