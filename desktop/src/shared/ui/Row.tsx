/** One line of a short list; most lead somewhere. */
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import styles from './Row.module.css'

export function Row({ to, onPick, whole, lead, main, note, end }: {
  /** Absent: it leads nowhere. */
  to?: string
  /** It is taken here instead of leading somewhere. */
  onPick?: () => void
  /** It is a sentence, and read whole: beneath what it is about. */
  whole?: boolean
  lead: ReactNode
  main: ReactNode
  note: ReactNode
  end: ReactNode
}) {
  const inside = (
    <>
      <span className={styles.lead}>{lead}</span>
      <span className={styles.main}>{main}</span>
      <span className={styles.note}>{note}</span>
      <span className={styles.end}>{end}</span>
    </>
  )
  if (onPick) {
    return (
      <button type="button" className={styles.row} data-whole={whole} onClick={onPick}>
        {inside}
      </button>
    )
  }
  if (!to) return <div className={styles.row} data-whole={whole}>{inside}</div>
  return (
    <Link to={to} className={styles.row} data-whole={whole}>
      {inside}
    </Link>
  )
}
