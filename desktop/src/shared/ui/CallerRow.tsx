/** One caller who waits. */
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { moveInRows } from '@/shared/keys'
import { serverNow, useNow } from '@/shared/clock'
import { type Limit, levelOf } from '@/shared/limits'
import { useText } from '@/shared/text'
import styles from './CallerRow.module.css'
import { PhoneNumber, Running } from './Figures'
import { Word } from './Word'

export function CallerRow({ number, line, queue, since, standing = '', limit = null, why = '', priority = '', acts = null, id = '', onEnter }: {
  number: string
  line: string
  queue: string
  since: number
  standing?: string
  /** From when on his wait asks for a leader. */
  limit?: Limit | null
  /** Why nobody has taken him yet. */
  why?: string
  /** How far he is ahead of others, in words. */
  priority?: string
  /** What can be done about him, at the end of his line. */
  acts?: ReactNode
  id?: string
  /** Enter on the row that has the focus. */
  onEnter?: (() => void) | undefined
}) {
  const t = useText()
  useNow()
  const long = levelOf(limit, serverNow() - since)
  return (
    <article
      className={styles.caller}
      data-hue={long || 'orange'}
      data-long={long}
      data-testid="caller"
      data-call={id}
      {...(onEnter && {
        tabIndex: 0,
        onKeyDown: (event) => {
          if (event.target !== event.currentTarget) return
          moveInRows(event.nativeEvent, event.currentTarget)
          if (event.key === 'Enter') onEnter()
        },
      })}
    >
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
      {acts && <span className={styles.acts}>{acts}</span>}
      {why && <span className={styles.why} data-testid="why-not">{why}</span>}
      <span className={styles.soft}>{[line, queue, priority].filter(Boolean).join(' · ')}</span>
    </article>
  )
}
