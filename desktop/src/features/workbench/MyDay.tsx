/** Between calls: the shift so far, what is to be done next, what was missed or is unfinished, what has been done. */
import { Typography } from 'antd'
import { Link } from 'react-router'
import { useAgentLine } from '@/live/agent'
import type { Shape } from '@/shared/api/client'
import { DispositionName } from '@/shared/dispositions'
import { useMay, useSession } from '@/shared/session'
import { outcomeLook } from '@/shared/states'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Duration, PhoneNumber, Recent } from '@/shared/ui/Figures'
import { Page, Panel } from '@/shared/ui/Page'
import { Row } from '@/shared/ui/Row'
import { StateMark } from '@/shared/ui/StateMark'
import { CallsDue } from './CallsDue'
import { DemoCall } from './DemoCall'
import { ShiftBar } from './ShiftBar'
import { useDay } from './useDay'
import styles from './Workbench.module.css'

type Call = Shape<'CallOut'>

/** Of what is open, so many lines; the rest is one press away. */
const shownOpen = 5

export function MyDay() {
  const t = useText()
  const may = useMay()
  const demo = useSession().data?.demo ?? false
  const { me, shift, figures, recent, missed, unfinished, owed } = useDay()
  const missedInARow = useAgentLine()?.desk.agent?.missed ?? 0
  if (recent.error) return <ErrorNote error={recent.error} retry={() => void recent.refetch()} />
  return (
    <Page title={t('day.title')} fixed extra={demo && may('demo.use') && <DemoCall />}>
      <ShiftBar counted={shift.data} figures={figures.data?.[0]?.figures} />
      <div className={styles.day}>
        <div className={styles.column}>
          {may('callbacks.handle') && <CallsDue owed={owed.data} />}
        </div>
        <div className={styles.column}>
          <Open title={t('day.unfinished')} none={t('day.all_finished')} all={`/calls?without_result=true&person=${me}`} calls={unfinished.data} testid="unfinished" />
          <Open
            title={t('day.missed')}
            none={t('day.none_missed')}
            all="/calls?missed=true"
            calls={missed.data}
            warning={missedInARow > 0 ? t('day.missed_in_a_row', { n: missedInARow }) : ''}
            testid="missed"
          />
          <Panel title={t('day.recent')} extra={<Link to="/calls">{t('day.all')}</Link>} fill>
            {recent.data?.items.length === 0 && <EmptyState compact title={t('day.none')} hint={t('day.none_hint')} />}
            <Lines calls={recent.data?.items ?? []} />
          </Panel>
        </div>
      </div>
    </Page>
  )
}

/** What is still open, or one line that says that nothing is. */
function Open({ title, none, all, calls, warning = '', testid }: {
  title: string
  none: string
  all: string
  calls: { items: Call[]; total: number } | undefined
  warning?: string
  testid: string
}) {
  const t = useText()
  const total = calls?.total ?? 0
  return (
    <Panel title={title} testid={testid} extra={total > 0 ? <Link to={all}>{t('day.due', { n: total })}</Link> : calls && <span>{none}</span>} bare={total === 0}>
      {warning && <Typography.Text type="warning">{warning}</Typography.Text>}
      <Lines calls={calls?.items.slice(0, shownOpen) ?? []} />
    </Panel>
  )
}

function Lines({ calls }: { calls: readonly Call[] }) {
  const t = useText()
  return (
    <div className={styles.rows}>
      {calls.map((one) => (
        <Row
          key={one.id}
          to={`/calls?open=${one.id}`}
          lead={<Recent at={one.started_at} />}
          main={<>{one.customer || <PhoneNumber number={one.number || t('call.withheld')} />}</>}
          note={one.disposition ? <DispositionName code={one.disposition} /> : <StateMark look={outcomeLook(one.outcome)} plain />}
          end={<Duration ms={one.spoken_ms} />}
        />
      ))}
    </div>
  )
}
