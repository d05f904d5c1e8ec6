/** A time of day: picked from a list of quarters, or typed. */
import { AutoComplete } from 'antd'
import { useState } from 'react'
import { parseDay, writeClock } from '@/shared/week'

const quarters = Array.from({ length: 97 }, (_, n) => ({ value: writeClock(n * 15) }))

export function ClockPick({ minutes, onPick, label }: { minutes: number; onPick: (minutes: number) => void; label: string }) {
  const [text, setText] = useState<string | null>(null)
  const take = (typed: string) => {
    setText(null)
    const from = parseDay(`${typed}-24:00`)?.[0]?.[0]
    if (typed.trim() === '24:00') onPick(1440)
    else if (from !== undefined) onPick(from)
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
