/** One figure with its name; its definition on hover. Numbers change without moving anything. */
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import type { Hue } from '@/shared/theme'
import styles from './Tile.module.css'

export function Tile({ label, value, hint, hue, testid }: {
  label: string
  value: ReactNode
  hint?: string
  hue?: Hue | undefined
  testid?: string
}) {
  return (
    <Tooltip title={hint ?? ''} mouseEnterDelay={0.5}>
      <div className={styles.tile} {...(hue ? { 'data-hue': hue } : {})} data-testid={testid}>
        <span className={styles.label}>{label}</span>
        <strong className={styles.value}>{value}</strong>
      </div>
    </Tooltip>
  )
}
