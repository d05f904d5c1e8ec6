/**
 * What opens beside a list: a pane from 1280 on where people work through rows, a drawer otherwise. It begins beneath
 * the bar and its strips, which are never covered. Back and Esc close the topmost one.
 */
import { CloseOutlined } from '@ant-design/icons'
import { Button, Drawer, Grid } from 'antd'
import { type ReactNode, useRef } from 'react'
import { useText } from '@/shared/text'
import styles from './SidePanel.module.css'
import { useBackCloses } from './useBackCloses'
import { useRoomBelow } from './useRoomBelow'

interface Props {
  title: ReactNode
  open: boolean
  onClose: () => void
  children: ReactNode
  size?: number
  /** Asked before it closes: false keeps it open. */
  mayClose?: () => Promise<boolean>
  /** The page behind stays in use. */
  mask?: boolean
  /** Beside its list where there is room for both; the list must stand in a `Split`. */
  beside?: boolean
}

const roomFrom = 'xl'

export function SidePanel({ title, open, onClose, children, size = 440, mayClose, mask = true, beside = false }: Props) {
  const room = Grid.useBreakpoint()[roomFrom] ?? false
  const pane = beside && room
  const close = useBackCloses(open, onClose, mayClose, pane)
  if (pane) return open ? <Pane title={title} size={size} onClose={close}>{children}</Pane> : null
  return (
    <Drawer title={title} open={open} onClose={close} size={size} mask={mask} rootClassName={styles.panel ?? ''} destroyOnHidden>
      {children}
    </Drawer>
  )
}

function Pane({ title, size, onClose, children }: { title: ReactNode; size: number; onClose: () => void; children: ReactNode }) {
  const t = useText()
  const frame = useRef<HTMLElement>(null)
  useRoomBelow(frame)
  return (
    <aside ref={frame} className={styles.pane} style={{ width: size }} data-testid="pane">
      <header className={styles.head}>
        <div className={styles.title}>{title}</div>
        <Button type="text" icon={<CloseOutlined />} aria-label={t('action.close')} onClick={onClose} />
      </header>
      <div className={styles.body}>{children}</div>
    </aside>
  )
}

/** A list and the pane beside it. */
export function Split({ children }: { children: ReactNode }) {
  return <div className={styles.split}>{children}</div>
}
