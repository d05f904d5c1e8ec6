/** A part of a panel that stands for itself. */
import type { ReactNode } from 'react'
import styles from './Inset.module.css'

export function Inset({ children, testid }: { children: ReactNode; testid?: string }) {
  return (
    <section className={styles.inset} data-testid={testid}>
      {children}
    </section>
  )
}
