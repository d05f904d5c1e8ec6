/** Making a new one of what a list holds: the filled button over it, and its key. */
import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useKey } from '@/shared/keys'
import { useText } from '@/shared/text'
import type { TextKey } from '@/texts'
import { KeyTip } from './KeyTip'

export function AddButton({ text, onAdd, idle }: {
  text: TextKey
  onAdd: () => void
  /** Nothing is being made or changed: the key counts. */
  idle: boolean
}) {
  const t = useText()
  useKey('add', onAdd, idle)
  return (
    <KeyTip name="add" text={t(text)}>
      <Button type="primary" icon={<PlusOutlined />} onClick={onAdd} data-act="add">
        {t(text)}
      </Button>
    </KeyTip>
  )
}
