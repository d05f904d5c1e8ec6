/** One caller who waits. */
import { Tag } from 'antd'
import { serverNow, useNow } from '@/shared/clock'
import { waitTooLong } from '@/shared/states'
import { useText } from '@/shared/text'
import styles from './CallerRow.module.css'
import { PhoneNumber, Running } from './Figures'
import { Word } from './Word'

export function CallerRow({ number, line, queue, since, standing = '' }: {
  number: string
  line: string
  queue: string
  since: number
  standing?: string
}) {
  const t = useText()
  useNow()
  const tooLong = serverNow() - since > waitTooLong
  return (
    <article className={styles.caller} data-hue={tooLong ? 'red' : 'orange'} data-long={tooLong} data-testid="caller">
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
      <span className={styles.soft}>{[line, queue].filter(Boolean).join(' · ')}</span>
    </article>
  )
}
