/** A figure: its value, and on hover or focus what it means and how it was worked out. */
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { type Figure as Worked, type Unit, useMeasureWords, written } from '@/shared/measures'
import { useLanguage, useText } from '@/shared/text'
import styles from './Figure.module.css'

/** Its hint can be reached by key. */
export const focusable = { tabIndex: 0 }

/** What stands in the hint of a figure. */
export function Definition({ code, figure }: { code: string; figure?: Worked | undefined }) {
  const t = useText()
  const language = useLanguage()
  const words = useMeasureWords()(code)
  if (!words) return null
  const above = figure && written(figure.above, words.unit === 'count' ? 'count' : (sumUnit(words.unit, words.belowUnit)), language)
  const below = figure && figure.below !== null ? written(figure.below, words.belowUnit, language) : null
  return (
    <div className={styles.definition} data-testid="definition">
      <strong>{words.name}</strong>
      <p>{words.definition}</p>
      {figure && below !== null && (
        <p>
          {t('figure.worked_out')} {words.above} {above} ÷ {words.below} {below}
        </p>
      )}
      {figure?.few && <p>{t('figure.few', { n: figure.below ?? 0 })}</p>}
      {words.reference !== null && <p>{t('figure.wanted', { n: words.unit === 'share' ? `${words.reference}%` : words.reference })}</p>}
      <p className={styles.owner}>{words.owner}</p>
    </div>
  )
}

/** What stands above the line of a share is what stands below it; of a mean of time it is time. */
function sumUnit(unit: Unit, below: Unit): Unit {
  return unit === 'ms' ? 'ms' : below
}

/** The value alone. One of few says of how many. */
export function Figure({ code, figure, hint = true }: { code: string; figure: Worked | undefined; hint?: boolean }) {
  const language = useLanguage()
  const unit = useMeasureWords()(code)?.unit ?? 'count'
  const few = figure?.few && figure.below !== null && figure.below > 0
  const value = (
    <span className={few ? `${styles.figure} ${styles.few}` : styles.figure} data-testid={`figure-${code}`} data-few={few || undefined} {...(hint ? focusable : {})}>
      {unit === 'count' ? written(figure?.value ?? 0, unit, language) : written(figure?.value, unit, language)}
      {few && <small>/{figure.below}</small>}
    </span>
  )
  return hint ? <Hint code={code} figure={figure}>{value}</Hint> : value
}

/** Lays a figure's definition over something. */
export function Hint({ code, figure, children }: { code: string; figure?: Worked | undefined; children: ReactNode }) {
  return (
    <Tooltip title={<Definition code={code} figure={figure} />} mouseEnterDelay={0.4} trigger={['hover', 'focus']} styles={{ root: { maxWidth: 380 } }}>
      {children}
    </Tooltip>
  )
}

export function FigureName({ code }: { code: string }) {
  return <>{useMeasureWords()(code)?.name ?? ''}</>
}
