/** One figure with its name; its definition on hover. Numbers change without moving anything. */
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Hue } from '@/shared/theme'
import styles from './Tile.module.css'

export function Tile({ label, value, hint, hue, mark, asks = false, first = false, to, testid }: {
  label: ReactNode
  value: ReactNode
  hint?: ReactNode
  hue?: Hue | undefined
  /** Which part of a bar of colours it stands for. */
  mark?: Hue
  /** Somebody must act: filled. */
  asks?: boolean
  /** The first figure of the page. */
  first?: boolean
  /** Where its rows are. */
  to?: string
  testid?: string
}) {
  const looks = { className: styles.tile ?? '', 'data-asks': asks, 'data-first': first, 'data-testid': testid, ...(hue ? { 'data-hue': hue } : {}) }
  const inside = (
    <>
      <span className={styles.label}>
        {mark && <i className={styles.mark} data-hue={mark} />}
        {label}
      </span>
      <strong className={styles.value}>{value}</strong>
    </>
  )
  return (
    <Tooltip title={hint ?? ''} mouseEnterDelay={0.4} styles={{ root: { maxWidth: 380 } }}>
      {to ? (
        <Link to={to} {...looks}>
          {inside}
        </Link>
      ) : (
        <div {...looks}>{inside}</div>
      )}
    </Tooltip>
  )
}
