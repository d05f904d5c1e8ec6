/** One agent on the floor, and one who is not at work. */
import { Tooltip } from 'antd'
import { memo } from 'react'
import { type Allowance, breakHue } from '@/shared/breaks'
import { useReasonText } from '@/shared/reasons'
import type { Level } from '@/shared/limits'
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
  /** Whether he has been in his state for so long that a leader should look. */
  long?: Level
  /** Since when he asks for help; 0: he does not. */
  helpSince?: number
  /** His panel is open. */
  chosen?: boolean
  /** There are many: only what must be read. */
  dense?: boolean
  onOpen?: (number: string) => void
}

export const AgentCard = memo(function AgentCard({ name, number, state, reason, since, lineDown, away, customer, taking = null, long = '', helpSince = 0, chosen = false, dense = false, onOpen }: Props) {
  const t = useText()
  const look = agentLook(state, !lineDown)
  const reasonText = useReasonText()
  const why = state === 'not_ready' ? reasonText(reason) : null
  const beside = away ? t('floor.away_desktop') : why
  const notes = [long && t('floor.long'), away && t('floor.away_desktop'), lineDown && t('floor.line_down')].filter(Boolean)
  const card = (
    <article
      className={styles.card}
      data-hue={away ? 'orange' : (breakHue(taking) ?? look.hue)}
      data-asks={look.pulse ?? false}
      data-long={helpSince > 0 ? 'red' : long}
      data-help={helpSince > 0}
      {...(chosen ? { 'aria-current': true } : {})}
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
        {helpSince > 0 ? (
          <strong>
            {t('lead.needs_help')} · <Running since={helpSince} />
          </strong>
        ) : taking && !away ? (
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
  )
  // three hundred bubbles that say nothing would cost more than all tiles
  return notes.length > 0 ? <Tooltip title={notes.join(' · ')}>{card}</Tooltip> : card
}, sameCard)

/** A break is counted anew each time: it is another one only when it says something else. */
function sameCard(was: Props, now: Props): boolean {
  const names = Object.keys({ ...was, ...now }) as (keyof Props)[]
  return names.every((name) => (name === 'taking' ? said(was.taking) === said(now.taking) : was[name] === now[name]))
}

function said(taking: Allowance | null | undefined): string {
  return taking ? `${taking.allowed} ${Math.floor(taking.used / 1000)}` : ''
}

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
