/** Whether anybody has listened to it: what nobody has heard stands out. */
import { Tooltip } from 'antd'
import type { Message } from '@/live/message'
import { useText } from '@/shared/text'
import { Moment } from '@/shared/ui/Figures'

export function Heard({ message }: { message: Message }) {
  const t = useText()
  if (!message.heard_by) return <strong>{t('message.unheard')}</strong>
  return (
    <Tooltip title={<Moment at={message.heard_at} />}>
      <span>{message.heard_by.name}</span>
    </Tooltip>
  )
}
