/** One line of a short list that leads somewhere. */
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import styles from './Row.module.css'

export function Row({ to, lead, main, note, end }: {
  to: string
  lead: ReactNode
  main: ReactNode
  note: ReactNode
  end: ReactNode
}) {
  return (
    <Link to={to} className={styles.row}>
      <span className={styles.lead}>{lead}</span>
      <span className={styles.main}>{main}</span>
      <span className={styles.note}>{note}</span>
      <span className={styles.end}>{end}</span>
    </Link>
  )
}
