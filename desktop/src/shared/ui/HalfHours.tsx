/** Half hours side by side as a table whose columns are bars: offered, the answered part of it filled. */
import type { ReactNode } from 'react'
import { type Figure as Worked, percent, useMeasureWords } from '@/shared/measures'
import type { Hue } from '@/shared/theme'
import { Figure } from './Figure'
import styles from './HalfHours.module.css'

export interface HalfHour {
  key: number
  time: string
  offered: number
  answered: number
  /** The service level; none: nothing was offered. */
  level: Worked | undefined
  /** It has not begun. */
  ahead: boolean
}

/** Good enough, too little, or of too few to say. */
function hueOf(level: Worked | undefined, wanted: number): Hue {
  if (level?.value === null || level?.value === undefined || level.few) return 'grey'
  return percent(level.value) < wanted ? 'amber' : 'green'
}

export function HalfHours({ names, rows }: { names: { time: string; offered: string; answered: string; level: ReactNode }; rows: readonly HalfHour[] }) {
  const wanted = useMeasureWords()('K5')?.reference ?? 0
  const most = Math.max(1, ...rows.map((row) => row.offered))
  return (
    <div className={styles.scroll}>
      <table className={styles.chart}>
        <tbody>
          <tr className={styles.bars}>
            <th scope="row">{names.answered} / {names.offered}</th>
            {rows.map((row) => (
              <td key={row.key}>
                <span className={styles.count}>{row.offered > 0 ? `${row.answered}/${row.offered}` : ''}</span>
                <span className={styles.stack}>
                  <span className={styles.offered} data-hue="orange" style={{ height: `${(100 * row.offered) / most}%` }}>
                    <i data-hue="blue" style={{ height: `${row.offered ? (100 * row.answered) / row.offered : 0}%` }} />
                  </span>
                </span>
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{names.level}</th>
            {rows.map((row) => (
              <td key={row.key} className={styles.level} data-hue={hueOf(row.level, wanted)}>
                {row.level?.value === null || row.level?.value === undefined ? row.ahead ? '' : '–' : <Figure code="K5" figure={row.level} />}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{names.time}</th>
            {rows.map((row) => (
              <td key={row.key} data-ahead={row.ahead}>
                {row.time}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}
