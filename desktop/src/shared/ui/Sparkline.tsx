/** How something went over the day, as small as a word. */
import styles from './Sparkline.module.css'

const width = 120
const height = 24

export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  if (values.length < 2) return null
  const most = Math.max(1, ...values)
  const x = (place: number) => (place / (values.length - 1)) * width
  const y = (value: number) => height - 2 - (value / most) * (height - 4)
  const points = values.map((value, place) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
  return (
    <svg className={styles.line} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} preserveAspectRatio="none">
      <title>{label}</title>
      <polyline points={points} />
    </svg>
  )
}
