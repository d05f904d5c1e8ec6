/** The leader's floor: who waits, who does what, moving as it happens; and how the day has gone. */
import { DesktopOutlined, MessageOutlined } from '@ant-design/icons'
import { Alert, Button, Segmented, Skeleton, Tooltip } from 'antd'
import { useCallback, useState } from 'react'
import { Link } from 'react-router'
import { useConnection, useFloor, useLiveAway } from '@/live/line'
import type { AgentView } from '@/live/protocol'
import { isOver } from '@/shared/breaks'
import { serverNow, useCalmNow } from '@/shared/clock'
import { useNamed } from '@/shared/dispositions'
import { phone } from '@/shared/formats'
import { levelOf, useLimits } from '@/shared/limits'
import { figureOf, percent } from '@/shared/measures'
import { keyMap } from '@/shared/keys'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Running } from '@/shared/ui/Figures'
import { Page } from '@/shared/ui/Page'
import { Tile } from '@/shared/ui/Tile'
import { AgentCards } from './AgentCards'
import { AgentPanel } from './AgentPanel'
import { Alarms } from './Alarms'
import { Callers } from './Callers'
import { DayChart } from './DayChart'
import { DayView } from './DayView'
import { SeatPlan } from './SeatPlan'
import { QueueCards } from './QueueCards'
import { SampleTraffic } from './SampleTraffic'
import { TextBox } from './TextBox'
import { useLeaderKeys } from './useLeaderKeys'
import { WholeDay } from './WholeDay'
import { type Alarm, alarmsOf, figures, longIn } from './figures'
import { useFloorBreaks, useFloorDay, useKeepingAlarms, useSeen, useServing } from './useFloorDay'
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
  const leads = useMay()('floor.lead')
  const [open, setOpen] = useState('')
  const toggle = useCallback((number: string) => setOpen((was) => (was === number ? '' : number)), [])
  const [texting, setTexting] = useState<{ to: AgentView | null } | null>(null)
  useLeaderKeys({ ...floor, open, onText: (to) => setTexting({ to }) })
  const opened = floor.agents.find((agent) => agent.number === open)
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
          {leads && (
            <Tooltip title={keyMap.text.shown}>
              <Button icon={<MessageOutlined />} onClick={() => setTexting({ to: null })} data-act="text-all">
                {t('lead.text_all')}
              </Button>
            </Tooltip>
          )}
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
              <SeatPlan agents={floor.agents} calls={floor.calls} levelOf={urgencyOf} onOpen={toggle} />
            ) : (
              <AgentCards agents={floor.agents} calls={floor.calls} serving={serving} limits={limits} takingOf={takingOf} urgencyOf={urgencyOf} open={open} onOpen={toggle} />
            )}
            {view === 'agents' && floor.agents.length <= few && <DayChart halfHours={day?.half_hours ?? []} />}
          </div>
          <div className={styles.side}>
            <Callers queues={floor.queues} calls={floor.calls} agents={floor.agents} serving={serving} limits={limits} />
            <FloorAlarms floor={floor} day={day} limits={limits} takingOf={takingOf} onOpen={setOpen} />
          </div>
        </div>
      )}
      <AgentPanel agent={opened} call={floor.calls.find(({ id }) => id === opened?.call)} onClose={() => setOpen('')} onText={(to) => setTexting({ to })} />
      {texting && <TextBox to={texting.to} onClose={() => setTexting(null)} />}
    </Page>
  )
}

/** The alarms of the floor that nobody has seen yet. */
function FloorAlarms({ floor, day, limits, takingOf, onOpen }: {
  /** Show an agent, by his number. */
  onOpen: (number: string) => void
  floor: ReturnType<typeof useFloor>
  day: ReturnType<typeof useFloorDay>
  limits: ReturnType<typeof useLimits>
  takingOf: ReturnType<typeof useFloorBreaks>
}) {
  const t = useText()
  const named = useNamed()
  const { seen, see } = useSeen()
  useCalmNow()
  const over = (agent: (typeof floor.agents)[number]) => {
    const taking = takingOf(agent)
    return taking && isOver(taking)
  }
  const level = (queue: string) => {
    const found = figureOf(day?.queues.find((one) => one.queue === queue)?.now, 'K5')
    if (!day || found?.value === null || found?.value === undefined || found.few) return null
    return { share: percent(found.value), since: Date.parse(day.running) }
  }
  const keeping = useKeepingAlarms()
  const alarms = [...keeping, ...alarmsOf(floor, serverNow(), limits, over, level)].filter((one) => !seen.has(one.key))
  const nameOf = ({ of, subject }: Alarm): string => {
    if (of === 'level') return named(floor.queues.find(({ id }) => id === subject))
    if (of === 'wait') return phone(floor.calls.find(({ id }) => id === subject)?.customer_number || t('call.withheld'))
    return floor.agents.find(({ id }) => id === subject)?.name ?? ''
  }
  // Whoever asks for help is not seen but helped: the alarm leads to him and ends when somebody comes.
  const act = async (one: Alarm) => {
    if (one.of === 'help') onOpen(floor.agents.find(({ id }) => id === one.subject)?.number ?? '')
    else await see(one)
  }
  return <Alarms alarms={alarms} nameOf={nameOf} onSee={act} seen={seen.size} />
}

/** The first thing on the floor: how many wait in all, and since when. */
function Waiting({ count, since, limit }: { count: number; since: number; limit: ReturnType<ReturnType<typeof useLimits>> }) {
  const t = useText()
  useCalmNow()
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
