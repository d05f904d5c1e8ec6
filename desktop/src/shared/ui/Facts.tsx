/** Names and what they are, to read: beside each other in a column, or one above the other in a strip. */
import type { ReactNode } from 'react'
import styles from './Facts.module.css'

export interface Fact {
  key: string
  label: string
  value: ReactNode
  /** It takes a whole line. */
  long?: boolean
}

export function Facts({ facts, strip = false, wide = false }: {
  facts: Fact[]
  strip?: boolean
  /** Two beside each other, with room for longer names. */
  wide?: boolean
}) {
  return (
    <dl className={strip ? styles.strip : wide ? styles.wide : styles.column}>
      {facts.map(({ key, label, value, long = false }) => (
        <div key={key} data-long={long}>
          <dt>{label}</dt>
          <dd>{value || '–'}</dd>
        </div>
      ))}
    </dl>
  )
}
