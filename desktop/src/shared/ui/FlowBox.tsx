/** A node of a drawing: what it is, what it does in one line, its exits; and what is wrong with it, where somebody stands. */
import { Handle, Position } from '@xyflow/react'
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import styles from './Designer.module.css'

export interface BoxExit {
  key: string
  word: string
  faulty: boolean
}

interface Props {
  id: string
  icon: ReactNode
  title: string
  kind?: string | undefined
  mark?: string | undefined
  told: string
  exits: BoxExit[]
  /** What is wrong with it, in words. */
  faults: string[]
  selected: boolean
  walked: 'by' | 'here' | null
}

export function FlowBox({ id, icon, title, kind, mark, told, exits, faults, selected, walked }: Props) {
  return (
    <div className={styles.node} data-selected={selected} data-faulty={faults.length > 0} data-walked={walked ?? undefined} data-node={id}>
      <Handle type="target" position={Position.Left} className={styles.handle ?? ''} />
      <header className={styles.nodeHead}>
        {icon}
        <span className={styles.nodeName}>{title}</span>
        {mark && <span className={styles.start}>{mark}</span>}
        {faults.length > 0 && (
          <Tooltip title={faults.join(' ')}>
            <span className={styles.count} data-testid="faulty">
              {faults.length}
            </span>
          </Tooltip>
        )}
      </header>
      {kind && <div className={styles.nodeKind}>{kind}</div>}
      {told && <div className={styles.told}>{told}</div>}
      {exits.map((exit) => (
        <div key={exit.key} className={styles.exit} data-faulty={exit.faulty}>
          {exit.word}
          <Handle type="source" position={Position.Right} id={exit.key} className={styles.handle ?? ''} />
        </div>
      ))}
    </div>
  )
}
