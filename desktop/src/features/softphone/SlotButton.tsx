/** One slot of the bar: its act, its key, and one click at a time. */
import { Button, type ButtonProps } from 'antd'
import { useState } from 'react'
import { keyMap } from '@/shared/keys'
import { useText } from '@/shared/text'
import type { Slot } from './slots'

interface Props extends Omit<ButtonProps, 'onClick' | 'slot'> {
  slot: Slot
  press: () => Promise<unknown> | void
  word?: string
}

export function SlotButton({ slot, press, word, ...rest }: Props) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const once = async () => {
    setBusy(true)
    await press()
    setBusy(false)
  }
  return (
    <Button
      {...rest}
      loading={busy ? { delay: 300 } : false}
      data-act={slot.act}
      onClick={({ detail }) => {
        // The second click of a double-click was meant for what stood here before.
        if (detail <= 1 && !busy) void once()
      }}
    >
      {word ?? t(slot.text)} <kbd>{keyMap[slot.key].shown}</kbd>
    </Button>
  )
}
