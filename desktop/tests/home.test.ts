/** Where somebody begins. */
import { expect, it } from 'vitest'
import { homeFor } from '@/app/navigation'

const holding = (...held: string[]) => (...wanted: string[]) => wanted.some((one) => held.includes(one))

it('is the floor for who watches it, also when he takes calls himself', () => {
  expect(homeFor(holding('calls.take', 'floor.watch', 'calls.list'))?.path).toBe('/floor')
})

it('is his work for an agent, and the first place he has for anybody else', () => {
  expect(homeFor(holding('calls.take', 'calls.list_own'))?.path).toBe('/work')
  expect(homeFor(holding('audit.read', 'jobs.see'))?.path).toBe('/audit')
  expect(homeFor(holding())).toBeUndefined()
})
