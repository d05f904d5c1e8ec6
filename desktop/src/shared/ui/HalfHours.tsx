/** Half hours side by side as a table whose columns are bars: offered, the answered part of it filled. */
import styles from './HalfHours.module.css'

export interface HalfHour {
  key: number
  time: string
  offered: number
  answered: number
  /** Per cent; null: nothing was offered. */
  level: number | null
  /** It has not begun. */
  ahead: boolean
}

const wanted = 80

export function HalfHours({ names, rows }: { names: { time: string; offered: string; answered: string; level: string }; rows: readonly HalfHour[] }) {
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
              <td key={row.key} className={styles.level} data-hue={row.level === null ? 'grey' : row.level < wanted ? 'amber' : 'green'}>
                {row.level === null ? (row.ahead ? '' : '–') : `${row.level}%`}
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
