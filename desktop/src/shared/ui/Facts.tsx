/** Names and what they are, to read: beside each other in a column, or one above the other in a strip. */
import type { ReactNode } from 'react'
import styles from './Facts.module.css'

export interface Fact {
  key: string
  label: string
  value: ReactNode
}

export function Facts({ facts, strip = false }: { facts: Fact[]; strip?: boolean }) {
  return (
    <dl className={strip ? styles.strip : styles.column}>
      {facts.map(({ key, label, value }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>{value || '–'}</dd>
        </div>
      ))}
    </dl>
  )
}
