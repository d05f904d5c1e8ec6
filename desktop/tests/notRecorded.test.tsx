/** Where a recording would be, the page says why there is none. */
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { startTexts } from '@/shared/text'
import { NotRecorded } from '@/shared/ui/NotRecorded'

afterEach(cleanup)

describe('a conversation without a recording', () => {
  it.each([
    ['zh', '没有录音：当时录音空间已满'],
    ['en', 'Not recorded: there was no room for recordings'],
  ] as const)('says in %s why', (language, said) => {
    startTexts(language)
    render(<NotRecorded why="no_room" />)
    expect(screen.getByText(said)).toBeTruthy()
  })
  it('says it as a mark in a list, also to who cannot see it', () => {
    startTexts('en')
    render(<NotRecorded why="announcement_failed" brief />)
    expect(screen.getByRole('img', { name: 'Not recorded: the customer could not be told of it' })).toBeTruthy()
  })
  it('says that there is none for a reason that is newer than this page', () => {
    startTexts('en')
    render(<NotRecorded why="struck_by_lightning" />)
    expect(screen.getByText('Not recorded')).toBeTruthy()
  })
  it('says nothing where there is a recording', () => {
    const { container } = render(<NotRecorded why="" />)
    expect(container.textContent).toBe('')
  })
})
