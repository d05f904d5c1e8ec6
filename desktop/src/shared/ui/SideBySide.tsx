/** Figures of several things beside each other: one column each, in its colour; the first row is what matters. */
import type { ReactNode } from 'react'
import type { Hue } from '@/shared/theme'
import styles from './SideBySide.module.css'

export interface SideColumn {
  key: string
  name: ReactNode
  hint?: ReactNode
  hue?: Hue
}

export interface SideRow {
  key: string
  name: ReactNode
  cells: readonly ReactNode[]
}

export function SideBySide({ head, columns, rows, large = false, testid }: {
  head: ReactNode
  columns: readonly SideColumn[]
  rows: readonly SideRow[]
  /** The first row stands out. */
  large?: boolean
  testid?: string
}) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table} data-large={large} data-testid={testid}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {columns.map((one) => (
              <th key={one.key} scope="col" {...(one.hue ? { 'data-hue': one.hue } : {})}>
                {one.hue && <i />}
                {one.name}
                {one.hint && <small>{one.hint}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.name}</th>
              {row.cells.map((cell, place) => (
                <td key={columns[place]?.key}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
