/** One caller who waits. */
import { Tag } from 'antd'
import { serverNow, useNow } from '@/shared/clock'
import { type Limit, levelOf } from '@/shared/limits'
import { useText } from '@/shared/text'
import styles from './CallerRow.module.css'
import { PhoneNumber, Running } from './Figures'
import { Word } from './Word'

export function CallerRow({ number, line, queue, since, standing = '', limit = null, why = '' }: {
  number: string
  line: string
  queue: string
  since: number
  standing?: string
  /** From when on his wait asks for a leader. */
  limit?: Limit | null
  /** Why nobody has taken him yet. */
  why?: string
}) {
  const t = useText()
  useNow()
  const long = levelOf(limit, serverNow() - since)
  return (
    <article className={styles.caller} data-hue={long || 'orange'} data-long={long} data-testid="caller">
      <strong>
        {number ? <PhoneNumber number={number} /> : t('call.withheld')}
        {standing && (
          <Tag color="gold" style={{ marginInlineStart: 8 }}>
            <Word group="standing" value={standing} />
          </Tag>
        )}
      </strong>
      <strong className={styles.time}>
        <Running since={since} />
      </strong>
      {why && <span className={styles.why} data-testid="why-not">{why}</span>}
      <span className={styles.soft}>{[line, queue].filter(Boolean).join(' · ')}</span>
    </article>
  )
}
