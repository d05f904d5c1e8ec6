/** A value is said in words, also by texts that came with their page; one that is newer than the page has none yet. */
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { bring, startTexts } from '@/shared/text'
import { Word } from '@/shared/ui/Word'
import { approvals } from '@/texts/approvals'

startTexts('zh')
afterEach(cleanup)

const said = (group: string, value: string) => render(<Word group={group} value={value} />).container.textContent

it('says a value by the texts of the house', () => {
  expect(said('role', 'agent')).toBe('坐席员')
})

it('says a value by the texts that its page has brought', () => {
  bring(approvals)
  expect(said('request.track', 'region')).toBe('全区统一')
})

it('says nothing of a value that is newer than the page', () => {
  expect(said('request.track', 'moon')).toBe('–')
})
