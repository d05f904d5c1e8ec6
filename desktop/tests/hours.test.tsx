/** Hours that are picked: what cannot be read is said, as where they are typed. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App } from 'antd'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startTexts } from '@/shared/text'
import { type WeekDraft, weekFault } from '@/shared/week'
import { WeekHours } from '@/shared/ui/WeekHours'
import { likeABrowser } from './browser'

likeABrowser()
startTexts('zh')
vi.stubGlobal('fetch', async () => Response.json({}))
afterEach(cleanup)

let kept: WeekDraft | null = null

function Week() {
  const [week, setWeek] = useState<WeekDraft | null>([[[540, 1080]], ...Array.from({ length: 6 }, () => [] as number[][])])
  return (
    <QueryClientProvider client={new QueryClient()}>
      <App>
        <WeekHours value={week} onChange={(next) => setWeek((kept = next))} />
      </App>
    </QueryClientProvider>
  )
}

describe('A time of opening that is picked or typed', () => {
  it('is kept in sight and never stored when it is no time', () => {
    render(<Week />)
    const from = screen.getByLabelText('周一 开始')
    fireEvent.change(from, { target: { value: '8h61x' } })
    fireEvent.blur(from)
    expect(kept?.[0]).toBe('8h61x-18:00')
    expect(kept && weekFault(kept)).toEqual({ day: 0, why: 'unreadable' })
    expect(screen.getByDisplayValue('8h61x-18:00')).toBeTruthy()
  })

  it('is taken as people write it', () => {
    render(<Week />)
    const from = screen.getByLabelText('周一 开始')
    fireEvent.change(from, { target: { value: '8点半' } })
    fireEvent.blur(from)
    expect(kept?.[0]).toEqual([[510, 1080]])
  })
})
