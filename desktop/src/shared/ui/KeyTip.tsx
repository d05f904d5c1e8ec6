/** A frequent action's name with its key. */
import { Tooltip } from 'antd'
import type { ReactElement } from 'react'
import { type KeyName, keyMap } from '@/shared/keys'
import { useText } from '@/shared/text'

export function KeyTip({ name, text, children }: { name: KeyName; text?: string; children: ReactElement }) {
  const t = useText()
  const entry = keyMap[name]
  return (
    <Tooltip title={`${text ?? t(entry.text)} (${entry.shown})`} mouseEnterDelay={0.4}>
      {children}
    </Tooltip>
  )
}
