/** The floor as a whole in one row: who waits, and the day's figures of all queues and agents. */
import type { ReactNode } from 'react'
import { type Figure as Worked, figureOf } from '@/shared/measures'
import { Figure, FigureName, Definition } from '@/shared/ui/Figure'
import { Tile } from '@/shared/ui/Tile'
import styles from './Floor.module.css'

const shown = ['K5', 'K1', 'K15_abandoned', 'offered', 'K4', 'K3', 'K18'] as const

export function WholeDay({ figures, children }: { figures: readonly Worked[] | undefined; children: ReactNode }) {
  return (
    <div className={styles.whole}>
      {children}
      {shown.map((code) => {
        const found = figureOf(figures, code)
        return (
          <Tile
            key={code}
            label={<FigureName code={code} />}
            value={<Figure code={code} figure={found} hint={false} />}
            hint={<Definition code={code} figure={found} />}
            testid={`tile-${code}`}
          />
        )
      })}
    </div>
  )
}
