/** How long a caller has waited; red when it is too long. */
import { Typography } from 'antd'
import { serverNow, useNow } from '@/shared/clock'
import { waitTooLong } from '@/shared/states'
import { Running } from './Figures'

export function WaitTime({ since }: { since: number }) {
  useNow()
  const tooLong = serverNow() - since > waitTooLong
  return (
    <Typography.Text {...(tooLong ? { type: 'danger' as const, strong: true } : {})}>
      <Running since={since} />
    </Typography.Text>
  )
}
