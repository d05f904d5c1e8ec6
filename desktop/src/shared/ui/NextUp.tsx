/** The one thing to do next, large, with everything to decide it on one screen. */
import type { ReactNode } from 'react'
import styles from './NextUp.module.css'

export function NextUp({ title, beside, lines, acts, aside, testid }: {
  title: ReactNode
  beside: ReactNode
  lines: ReactNode[]
  /** The first one is the large one. */
  acts: ReactNode
  /** At the far end: to put it off. */
  aside?: ReactNode
  testid?: string
}) {
  return (
    <section className={styles.next} data-testid={testid}>
      <header className={styles.head}>
        <h2 className={styles.title}>
          {title} <span className={styles.beside}>{beside}</span>
        </h2>
        {aside}
      </header>
      {lines.map((line, index) => (
        // The lines are a fixed form, not a list that changes its order.
        // oxlint-disable-next-line react/no-array-index-key
        <p key={index}>{line}</p>
      ))}
      <footer className={styles.acts}>{acts}</footer>
    </section>
  )
}
