/** One earlier call with somebody: when, which way, what came of it, who spoke, what was noted. */
import { Typography } from 'antd'
import { Link } from 'react-router'
import type { Shape } from '@/shared/api/client'
import { DispositionName } from '@/shared/dispositions'
import { outcomeLook } from '@/shared/states'
import { DirectionMark } from './DirectionMark'
import { Duration, Recent } from './Figures'
import { NotRecorded } from './NotRecorded'
import { StateMark } from './StateMark'
import styles from './CallLine.module.css'

export function CallLine({ call, to }: {
  call: Shape<'EarlierCall'>
  /** Absent: it leads nowhere. */
  to?: string
}) {
  const inside = (
    <>
      <div className={styles.facts}>
        <DirectionMark direction={call.direction} brief />
        <Recent at={call.started_at} />
        <StateMark look={outcomeLook(call.outcome)} plain />
        <strong className={styles.came}>
          <DispositionName code={call.disposition} />
        </strong>
        <Typography.Text type="secondary">{call.person?.name}</Typography.Text>
        <Duration ms={call.spoken_ms} />
        <NotRecorded why={call.unrecorded} brief />
      </div>
      {call.notes.map((note) => (
        <p key={note.person.id}>{note.text}</p>
      ))}
    </>
  )
  if (!to) return <div className={styles.line}>{inside}</div>
  return (
    <Link to={to} className={styles.line ?? ''}>
      {inside}
    </Link>
  )
}
