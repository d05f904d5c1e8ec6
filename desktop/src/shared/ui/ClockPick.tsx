/** A time of day: picked from a list of quarters, or typed. */
import { AutoComplete } from 'antd'
import { useState } from 'react'
import { parseClock } from '@/shared/typedHours'
import { writeClock } from '@/shared/week'

const quarters = Array.from({ length: 97 }, (_, n) => ({ value: writeClock(n * 15) }))

export function ClockPick({ minutes, onPick, onUnread, label }: {
  minutes: number
  onPick: (minutes: number) => void
  /** What was typed is no time: it is for who asks to say so, and to keep it in sight. */
  onUnread: (text: string) => void
  label: string
}) {
  const [text, setText] = useState<string | null>(null)
  const take = (typed: string) => {
    setText(null)
    const read = parseClock(typed)
    if (read !== null) onPick(read)
    else if (typed.trim()) onUnread(typed.trim())
  }
  return (
    <AutoComplete
      style={{ width: 78 }}
      value={text ?? writeClock(minutes)}
      options={quarters}
      aria-label={label}
      popupMatchSelectWidth={96}
      onChange={setText}
      onSelect={take}
      onBlur={() => text !== null && take(text)}
    />
  )
}
