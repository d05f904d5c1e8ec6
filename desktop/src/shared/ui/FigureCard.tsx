/** Several figures of one thing on a card; its colour says that somebody must look. */
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import type { Hue } from '@/shared/theme'
import { focusable } from './Figure'
import styles from './FigureCard.module.css'

export interface Figure {
  key: string
  label: string
  value: ReactNode
  hint: ReactNode
  hue?: Hue | undefined
}

export function FigureCard({ title, beside, figures, hue, testid, waiting }: {
  title: ReactNode
  /** At the end of the title's line. */
  beside?: ReactNode
  figures: readonly Figure[]
  hue?: Hue | undefined
  testid?: string
  waiting?: number
}) {
  return (
    <section className={styles.card} {...(hue ? { 'data-hue': hue } : {})} data-testid={testid} data-waiting={waiting}>
      <header className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        {beside}
      </header>
      <div className={styles.figures}>
        {figures.map((one) => (
          <Tooltip key={one.key} title={one.hint} mouseEnterDelay={0.4} trigger={['hover', 'focus']} styles={{ root: { maxWidth: 380 } }}>
            <div className={styles.figure} {...focusable} data-figure={one.key} {...(one.hue ? { 'data-hue': one.hue } : {})}>
              <span className={styles.label}>{one.label}</span>
              <strong className={styles.value}>{one.value}</strong>
            </div>
          </Tooltip>
        ))}
      </div>
    </section>
  )
}
