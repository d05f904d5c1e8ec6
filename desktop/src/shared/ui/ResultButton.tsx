/** One result to choose, with the digit of its key. */
import type { ReactNode } from 'react'
import styles from './ResultButton.module.css'

export function ResultButton({ chosen, digit, onPick, children }: {
  chosen: boolean
  digit: number | null
  onPick: () => void
  children: ReactNode
}) {
  return (
    <button type="button" role="radio" aria-checked={chosen} aria-keyshortcuts={digit ? `Control+${digit}` : undefined} className={styles.result} onClick={onPick}>
      <kbd className={styles.digit}>{digit ?? ''}</kbd>
      <span>{children}</span>
    </button>
  )
}
