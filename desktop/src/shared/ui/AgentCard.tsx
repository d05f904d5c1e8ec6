/** One agent on the floor, and one who is not at work. */
import { Tooltip } from 'antd'
import { memo } from 'react'
import { type Allowance, breakHue, isOver } from '@/shared/breaks'
import { serverNow, useNow } from '@/shared/clock'
import { useReasonText } from '@/shared/reasons'
import { type Limit, levelOf } from '@/shared/limits'
import { agentLook } from '@/shared/states'
import { useText } from '@/shared/text'
import styles from './AgentCard.module.css'
import { BreakLeft } from './BreakLeft'
import { PhoneNumber, Running } from './Figures'

interface Props {
  name: string
  number: string
  state: string
  reason: string
  since: number
  lineDown: boolean
  away: boolean
  customer: string
  /** What he has taken of the break that he is in; null: nobody counts it. */
  taking?: Allowance | null
  /** From when on his state asks for a leader. */
  limit?: Limit | null
  /** There are many: only what must be read. */
  dense?: boolean
  onOpen?: (number: string) => void
}

export const AgentCard = memo(function AgentCard({ name, number, state, reason, since, lineDown, away, customer, taking = null, limit = null, dense = false, onOpen }: Props) {
  const t = useText()
  useNow()
  const look = agentLook(state, !lineDown)
  const reasonText = useReasonText()
  const long = taking ? (isOver(taking) ? 'red' : '') : levelOf(limit, serverNow() - since)
  const why = state === 'not_ready' ? reasonText(reason) : null
  const beside = away ? t('floor.away_desktop') : why
  const notes = [long && t('floor.long'), away && t('floor.away_desktop'), lineDown && t('floor.line_down')].filter(Boolean)
  return (
    <Tooltip title={notes.join(' · ')}>
      <article
        className={styles.card}
        data-hue={away ? 'orange' : (breakHue(taking) ?? look.hue)}
        data-asks={look.pulse ?? false}
        data-long={long}
        data-dense={dense}
        {...(onOpen ? { role: 'button', tabIndex: 0, onClick: () => onOpen(number), onKeyDown: (event) => event.key === 'Enter' && onOpen(number) } : {})}
        data-testid="agent-card"
        data-state={state}
        data-number={number}
      >
        <header className={styles.head}>
          <strong className={styles.name}>{name}</strong>
          <span className={styles.number}>{number}</span>
        </header>
        <span className={look.pulse ? `${styles.time} ${styles.pulse}` : styles.time}>
          <Running since={since} />
        </span>
        <div className={styles.word}>
          {taking && !away ? (
            <>
              {why} · <BreakLeft allowance={taking} />
            </>
          ) : (
            <>
              {t(look.text)}
              {beside && ` · ${beside}`}
              {!beside && customer && (
                <>
                  {' · '}
                  <PhoneNumber number={customer} />
                </>
              )}
            </>
          )}
        </div>
      </article>
    </Tooltip>
  )
})

export function AwayCard({ name, number }: { name: string; number: string }) {
  const t = useText()
  return (
    <article className={`${styles.card} ${styles.out}`} data-hue="grey" data-testid="away-card" data-number={number}>
      <header className={styles.head}>
        <span className={styles.name}>{name}</span>
        <span className={styles.number}>{number}</span>
      </header>
      <div className={styles.word}>{t('state.signed_out')}</div>
    </article>
  )
}
