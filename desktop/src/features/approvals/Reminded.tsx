/** That it waits too long: how often was reminded. */
import { Tag } from 'antd'
import { useText } from '@/shared/text'

export function Reminded({ times }: { times: number }) {
  const t = useText()
  return times > 0 ? <Tag color="orange">{t('approval.reminded', { times })}</Tag> : null
}
