/** One earlier call with a customer: when, what came of it, who spoke, and what was noted. */
import { Typography } from 'antd'
import { DispositionName } from '@/shared/dispositions'
import { outcomeLook } from '@/shared/states'
import { DirectionMark } from './DirectionMark'
import { Duration, Recent } from './Figures'
import styles from './PastCall.module.css'
import { StateMark } from './StateMark'

export interface Past {
  started_at: string
  direction: string
  outcome: string
  disposition: string
  person: { name: string } | null
  spoken_ms: number
  notes: readonly { person: { id: string }; text: string }[]
}

export function PastCall({ one }: { one: Past }) {
  return (
    <article className={styles.earlier}>
      <div className={styles.line}>
        <Recent at={one.started_at} />
        <DirectionMark direction={one.direction} brief />
        <StateMark look={outcomeLook(one.outcome)} plain />
        <strong className={styles.came}>
          <DispositionName code={one.disposition} />
        </strong>
        <Typography.Text type="secondary">{one.person?.name}</Typography.Text>
        <Duration ms={one.spoken_ms} />
      </div>
      {one.notes.map((note) => (
        <Typography.Paragraph key={note.person.id} className={styles.said ?? ''} ellipsis={{ rows: 3, tooltip: note.text }}>
          {note.text}
        </Typography.Paragraph>
      ))}
    </article>
  )
}
