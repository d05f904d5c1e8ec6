/** A saved view keeps what is looked at, and nothing of where one happens to be. */
import { describe, expect, it } from 'vitest'
import { addressOf, keptOf } from '@/shared/listViews'

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
