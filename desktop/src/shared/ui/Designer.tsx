/** The designer pattern: what there is to add, the canvas, and the properties of what is chosen. */
import { type ReactNode, useRef } from 'react'
import styles from './Designer.module.css'
import { useRoomBelow } from './useRoomBelow'

interface Props {
  palette: ReactNode
  canvas: ReactNode
  /** Over the canvas while there is nothing on it. */
  blank: ReactNode
  panel: ReactNode
}

export function Designer({ palette, canvas, blank, panel }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  useRoomBelow(frame)
  return (
    <div ref={frame} className={styles.designer}>
      <nav className={styles.side}>{palette}</nav>
      <div className={styles.middle}>
        {canvas}
        {blank && <div className={styles.blank}>{blank}</div>}
      </div>
      <aside className={styles.side}>{panel}</aside>
    </div>
  )
}
