/** Lines over one axis: figures of several staffings beside each other, the formula dashed. */
import type { Hue } from '@/shared/theme'
import styles from './Lines.module.css'

export interface Line {
  key: string
  name: string
  hue: Hue
  /** Null: there is nothing to say there. */
  values: readonly (number | null)[]
  dashed?: boolean
}

const width = 560
const height = 200
const room = { left: 44, right: 14, top: 10, bottom: 22 }

/** A round number at or above. */
function ceiling(value: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(value, 1e-6)))
  return [1, 2, 2.5, 5, 10].map((one) => one * step).find((one) => one >= value) ?? value
}

export function Lines({ lines, ticks, write, most, label }: {
  lines: readonly Line[]
  /** What stands beneath each value; empty: nothing. */
  ticks: readonly string[]
  write: (value: number) => string
  /** Where the axis ends; none: where the values do. */
  most?: number
  label: string
}) {
  const known = lines.flatMap((line) => line.values.filter((one) => one !== null))
  const top = most ?? ceiling(Math.max(...known, 0.001))
  const x = (place: number) => room.left + (place * (width - room.left - room.right)) / Math.max(ticks.length - 1, 1)
  const y = (value: number) => height - room.bottom - (Math.min(value, top) / top) * (height - room.top - room.bottom)
  return (
    <figure className={styles.figure}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className={styles.lines}>
        {[0, 0.25, 0.5, 0.75, 1].map((part) => (
          <g key={part} className={styles.grid}>
            <line x1={room.left} x2={width - room.right} y1={y(part * top)} y2={y(part * top)} />
            <text x={room.left - 6} y={y(part * top) + 4} textAnchor="end">
              {write(part * top)}
            </text>
          </g>
        ))}
        {ticks.map((tick, place) =>
          tick ? (
            <text key={tick} x={x(place)} y={height - 6} textAnchor="middle" className={styles.tick}>
              {tick}
            </text>
          ) : null,
        )}
        {lines.map((line) => (
          <g key={line.key} data-hue={line.hue} data-dashed={line.dashed} className={styles.stroke}>
            {stretches(line.values).map((stretch) =>
              stretch.length === 1 ? (
                stretch.map(([place, value]) => <circle key={place} cx={x(place)} cy={y(value)} r={2.5} />)
              ) : (
                <polyline key={stretch[0]?.[0]} points={stretch.map(([place, value]) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`).join(' ')} />
              ),
            )}
          </g>
        ))}
      </svg>
      <figcaption className={styles.legend}>
        {lines.map((line) => (
          <span key={line.key} data-hue={line.hue} data-dashed={line.dashed}>
            <i />
            {line.name}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

/** The parts of a line without gaps. */
function stretches(values: readonly (number | null)[]): [number, number][][] {
  const found: [number, number][][] = []
  values.forEach((value, place) => {
    if (value === null) return
    const last = found.at(-1)
    if (last && last.at(-1)?.[0] === place - 1) last.push([place, value])
    else found.push([[place, value]])
  })
  return found
}
