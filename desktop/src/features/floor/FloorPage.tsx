/** The leader's floor: who waits, who does what, moving as it happens; and how the day has gone. */
import { Alert, Skeleton } from 'antd'
import { useConnection, useFloor, useLiveAway } from '@/live/line'
import { serverNow, useNow } from '@/shared/clock'
import { waitTooLong } from '@/shared/states'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Running } from '@/shared/ui/Figures'
import { Page } from '@/shared/ui/Page'
import { Tile } from '@/shared/ui/Tile'
import { AgentCards } from './AgentCards'
import { Callers } from './Callers'
import { DayChart } from './DayChart'
import { QueueCards } from './QueueCards'
import { figures } from './figures'
import { useFloorDay } from './useFloorDay'
import styles from './Floor.module.css'

export function FloorPage() {
  const t = useText()
  const floor = useFloor()
  const lost = useConnection() === 'lost'
  const away = useLiveAway()
  const day = useFloorDay()
  if (!floor.known) {
    return (
      <Page title={t('floor.title')}>
        <Skeleton active />
      </Page>
    )
  }
  const { waiting, longestSince } = figures(floor.agents, floor.queues)
  return (
    <Page title={t('floor.title')} fixed>
      {(lost || away) && <Alert type="warning" showIcon title={t(away ? 'floor.away' : 'floor.lost')} className={styles.told ?? ''} />}
      <div className={styles.queues}>
        <Waiting count={waiting} since={longestSince} />
        {floor.queues.length === 0 ? (
          <EmptyState compact title={t('floor.no_queues')} hint={t('floor.no_queues_hint')} />
        ) : (
          <QueueCards queues={floor.queues} days={day?.queues ?? []} />
        )}
      </div>
      <div className={styles.body}>
        <AgentCards agents={floor.agents} calls={floor.calls} />
        <Callers queues={floor.queues} calls={floor.calls} />
      </div>
      <div className={styles.chart}>
        <DayChart halfHours={day?.half_hours ?? []} />
      </div>
    </Page>
  )
}

/** The first thing on the floor: how many wait in all, and since when. */
function Waiting({ count, since }: { count: number; since: number }) {
  const t = useText()
  useNow()
  const tooLong = since > 0 && serverNow() - since > waitTooLong
  return (
    <Tile
      first
      label={t('floor.all_waiting')}
      value={since > 0 ? <>{count} · <Running since={since} /></> : count}
      hint={`${t('floor.waiting_hint')} · ${t('floor.longest_hint')}`}
      hue={tooLong ? 'red' : count > 0 ? 'orange' : undefined}
      asks={count > 0}
      testid="tile-waiting"
    />
  )
}
