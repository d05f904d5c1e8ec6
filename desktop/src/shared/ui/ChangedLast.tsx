/** Who changed a row last, and when. */
import { Typography } from 'antd'
import type { Shape } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { Moment } from './Figures'

export function ChangedLast({ change, whole = false }: { change: Shape<'ChangeOut'> | null | undefined; whole?: boolean }) {
  const t = useText()
  if (!change) return null
  return (
    <Typography.Text type="secondary">
      {whole && `${t('catalog.changed')} `}
      {change.by || t('party.system')} <Moment at={change.at} />
    </Typography.Text>
  )
}
