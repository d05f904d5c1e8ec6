/** Times that make up a whole, as one bar to scale: colour, and word and time on hover. */
import { Tooltip } from 'antd'
import { duration } from '@/shared/formats'
import type { Hue } from '@/shared/theme'
import styles from './Shares.module.css'

export interface Share {
  key: string
  word: string
  hue: Hue
  ms: number
}

export function Shares({ shares, thin = false }: { shares: readonly Share[]; thin?: boolean }) {
  const whole = shares.reduce((sum, share) => sum + share.ms, 0) || 1
  return (
    <div className={thin ? `${styles.bar} ${styles.thin}` : styles.bar}>
      {shares.map(({ key, word, hue, ms }) => (
        <Tooltip key={key} title={`${word} ${duration(ms)}`}>
          <span className={styles.part} data-hue={hue} style={{ flexGrow: Math.max(ms / whole, 0.006) }} />
        </Tooltip>
      ))}
    </div>
  )
}
