/** A way drawn from top to bottom: one step after the other on a line, each with its state and a sentence. */
import type { ReactNode } from 'react'
import type { StateLook } from '@/shared/states'
import { useText } from '@/shared/text'
import styles from './Way.module.css'

export interface WayStep {
  key: string
  title: string
  look: StateLook
  /** It is passed over. */
  off: boolean
  text: ReactNode
  /** Links and buttons to where it is set. */
  acts: ReactNode
}

export function Way({ label, steps }: { label: string; steps: WayStep[] }) {
  const t = useText()
  return (
    <ol className={styles.way} aria-label={label} data-testid="way">
      {steps.map(({ key, title, look, off, text, acts }) => (
        <li key={key} data-step={key} data-off={off} data-hue={look.hue}>
          <div className={styles.head}>
            <strong>{title}</strong>
            <span className={styles.state}>{t(look.text)}</span>
            <span className={styles.acts}>{acts}</span>
          </div>
          <p>{text}</p>
        </li>
      ))}
    </ol>
  )
}
