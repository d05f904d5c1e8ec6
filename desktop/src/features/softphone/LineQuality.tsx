/** The voice connection in three bars, with its figures on hover. */
import { Tooltip } from 'antd'
import { useAgentLine, usePhone, usePhoneQuality } from '@/live/agent'
import { useText } from '@/shared/text'
import styles from '@/shared/looks/softphone.module.css'

const bars = { good: 3, fair: 2, poor: 1 } as const
const hues = { good: 'green', fair: 'amber', poor: 'red' } as const

export function LineQuality() {
  const t = useText()
  const line = useAgentLine()
  const phone = usePhone()
  const measured = usePhoneQuality()
  if (!line || line.place !== 'here' || line.account?.kind !== 'webrtc') return null
  // Where nothing has been measured yet there is nothing to say about it.
  const quality = phone.leg ? (measured?.quality ?? null) : null
  const words = quality ? t(`quality.${quality}`) : t(phone.leg ? 'quality.measuring' : 'quality.none')
  const figures = measured
    ? t('quality.figures', {
        loss: measured.lossPercent.toFixed(1),
        jitter: Math.round(measured.jitterMs),
        trip: Math.round(measured.roundTripMs),
      })
    : ''
  return (
    <Tooltip title={[words, figures].filter(Boolean).join(' · ')}>
      <span
        className={styles.bars}
        role="img"
        aria-label={words}
        data-hue={quality ? hues[quality] : 'grey'}
        data-testid="line-quality"
        data-leg={phone.leg ? 'up' : 'down'}
        data-phone={phone.step}
      >
        {[1, 2, 3].map((n) => (
          <i key={n} data-on={quality !== null && n <= bars[quality]} />
        ))}
      </span>
    </Tooltip>
  )
}
