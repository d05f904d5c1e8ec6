/** The leader's floor: who waits, who does what, moving as it happens; and how the day has gone. */
import { DesktopOutlined } from '@ant-design/icons'
import { Alert, Button, Segmented, Skeleton } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useConnection, useFloor, useLiveAway } from '@/live/line'
import type { AgentView } from '@/live/protocol'
import { isOver } from '@/shared/breaks'
import { serverNow, useNow } from '@/shared/clock'
import { useNamed } from '@/shared/dispositions'
import { phone } from '@/shared/formats'
import { levelOf, useLimits } from '@/shared/limits'
import { figureOf, percent } from '@/shared/measures'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Running } from '@/shared/ui/Figures'
import { Page } from '@/shared/ui/Page'
import { Tile } from '@/shared/ui/Tile'
import { AgentCards } from './AgentCards'
import { Alarms } from './Alarms'
import { Callers } from './Callers'
import { DayChart } from './DayChart'
import { DayView } from './DayView'
import { SeatPlan } from './SeatPlan'
import { QueueCards } from './QueueCards'
import { SampleTraffic } from './SampleTraffic'
import { WholeDay } from './WholeDay'
import { type Alarm, alarmsOf, figures, longIn } from './figures'
import { useFloorBreaks, useFloorDay, useSeen, useServing } from './useFloorDay'
import styles from './Floor.module.css'

type View = 'agents' | 'plan' | 'day'

/** Beside so many agents there is room for the day. */
const few = 24

export function FloorPage() {
  const t = useText()
  const floor = useFloor()
  const lost = useConnection() === 'lost'
  const away = useLiveAway()
  const day = useFloorDay()
  const serving = useServing()
  const limits = useLimits()
  const takingOf = useFloorBreaks()
  const [view, setView] = useState<View>('agents')
  if (!floor.known) {
    return (
      <Page title={t('floor.title')}>
        <Skeleton active />
      </Page>
    )
  }
  const urgencyOf = (agent: AgentView, now: number) => {
    const taking = takingOf(agent)
    return longIn(agent, now, limits, taking && isOver(taking))
  }
  const { waiting, longestSince } = figures(floor.agents, floor.queues)
  return (
    <Page
      title={t('floor.title')}
      fixed
      extra={
        <>
          <SampleTraffic />
          <Segmented value={view} onChange={setView} options={[{ value: 'agents', label: t('floor.view_agents') }, { value: 'plan', label: t('floor.view_plan') }, { value: 'day', label: t('floor.view_day') }]} />
          <Link to="/wall">
            <Button icon={<DesktopOutlined />}>{t('floor.wall')}</Button>
          </Link>
        </>
      }
    >
      {(lost || away) && <Alert type="warning" showIcon title={t(away ? 'floor.away' : 'floor.lost')} className={styles.told ?? ''} />}
      <WholeDay figures={day?.whole}>
        <Waiting count={waiting} since={longestSince} limit={limits('wait')} />
      </WholeDay>
      <div className={styles.queues}>
        {floor.queues.length === 0 ? (
          <EmptyState compact title={t('floor.no_queues')} hint={t('floor.no_queues_hint')} />
        ) : (
          <QueueCards queues={floor.queues} agents={floor.agents} serving={serving} days={day?.queues ?? []} limits={limits} />
        )}
      </div>
      {view === 'day' ? (
        <DayView day={day} queues={floor.queues} />
      ) : (
        <div className={styles.body}>
          <div className={styles.left}>
            {view === 'plan' ? (
              <SeatPlan agents={floor.agents} calls={floor.calls} levelOf={urgencyOf} />
            ) : (
              <AgentCards agents={floor.agents} calls={floor.calls} serving={serving} limits={limits} takingOf={takingOf} urgencyOf={urgencyOf} />
            )}
            {view === 'agents' && floor.agents.length <= few && <DayChart halfHours={day?.half_hours ?? []} />}
          </div>
          <div className={styles.side}>
            <Callers queues={floor.queues} calls={floor.calls} agents={floor.agents} serving={serving} limits={limits} />
            <FloorAlarms floor={floor} day={day} limits={limits} takingOf={takingOf} />
          </div>
        </div>
      )}
    </Page>
  )
}

/** The alarms of the floor that nobody has seen yet. */
function FloorAlarms({ floor, day, limits, takingOf }: {
  floor: ReturnType<typeof useFloor>
  day: ReturnType<typeof useFloorDay>
  limits: ReturnType<typeof useLimits>
  takingOf: ReturnType<typeof useFloorBreaks>
}) {
  const t = useText()
  const named = useNamed()
  const { seen, see } = useSeen()
  useNow()
  const over = (agent: (typeof floor.agents)[number]) => {
    const taking = takingOf(agent)
    return taking && isOver(taking)
  }
  const level = (queue: string) => {
    const found = figureOf(day?.queues.find((one) => one.queue === queue)?.now, 'K5')
    if (!day || found?.value === null || found?.value === undefined || found.few) return null
    return { share: percent(found.value), since: Date.parse(day.running) }
  }
  const alarms = alarmsOf(floor, serverNow(), limits, over, level).filter((one) => !seen.has(one.key))
  const nameOf = ({ of, subject }: Alarm): string => {
    if (of === 'level') return named(floor.queues.find(({ id }) => id === subject))
    if (of === 'wait') return phone(floor.calls.find(({ id }) => id === subject)?.customer_number || t('call.withheld'))
    return floor.agents.find(({ id }) => id === subject)?.name ?? ''
  }
  return <Alarms alarms={alarms} nameOf={nameOf} onSee={see} seen={seen.size} />
}

/** The first thing on the floor: how many wait in all, and since when. */
function Waiting({ count, since, limit }: { count: number; since: number; limit: ReturnType<ReturnType<typeof useLimits>> }) {
  const t = useText()
  useNow()
  const long = since > 0 ? levelOf(limit, serverNow() - since) : ''
  return (
    <Tile
      label={t('floor.all_waiting')}
      value={since > 0 ? <>{count} · <Running since={since} /></> : count}
      hint={`${t('floor.waiting_hint')} · ${t('floor.longest_hint')}`}
      hue={long || (count > 0 ? 'orange' : undefined)}
      asks={count > 0}
      testid="tile-waiting"
    />
  )
}
