/** The leader's floor: who waits, who does what, moving as it happens. */
import { useConnection, useFloor, useLiveAway } from '@/live/line'
import { serverNow, useNow } from '@/shared/clock'
import { agentStates, waitTooLong } from '@/shared/states'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Running } from '@/shared/ui/Figures'
import { Page, Panel } from '@/shared/ui/Page'
import { Tile } from '@/shared/ui/Tile'
import { Alert, Skeleton } from 'antd'
import { AgentCards } from './AgentCards'
import { QueueList } from './QueueList'
import { figures } from './figures'
import styles from './Floor.module.css'

const shown = ['ready', 'ringing', 'talking', 'holding', 'wrap_up', 'not_ready'] as const

export function FloorPage() {
  const t = useText()
  const floor = useFloor()
  const lost = useConnection() === 'lost'
  const away = useLiveAway()
  const sums = figures(floor.agents, floor.queues)
  if (!floor.known) {
    return (
      <Page title={t('floor.title')}>
        <Skeleton active />
      </Page>
    )
  }
  const count: Record<(typeof shown)[number], number> = {
    ready: sums.byState['ready'] ?? 0,
    ringing: (sums.byState['ringing'] ?? 0) + (sums.byState['dialling'] ?? 0),
    talking: sums.byState['talking'] ?? 0,
    holding: (sums.byState['holding'] ?? 0) + (sums.byState['reconnecting'] ?? 0),
    wrap_up: sums.byState['wrap_up'] ?? 0,
    not_ready: sums.byState['not_ready'] ?? 0,
  }
  return (
    <Page title={t('floor.title')} fixed>
      {(lost || away) && (
        <Alert type="warning" showIcon title={t(away ? 'floor.away' : 'floor.lost')} style={{ marginBottom: 12 }} />
      )}
      <div className={styles.tiles}>
        <Tile first label={t('floor.waiting')} value={sums.waiting} hint={t('floor.waiting_hint')} hue={sums.waiting > 0 ? 'orange' : undefined} asks={sums.waiting > 0} testid="tile-waiting" />
        <LongestWait since={sums.longestSince} />
        {shown.map((state) => (
          <Tile key={state} label={t(agentStates[state].text)} value={count[state]} hue={count[state] > 0 ? agentStates[state].hue : undefined} hint={t(`floor.${state}_hint`)} testid={`tile-${state}`} />
        ))}
      </div>
      <div className={styles.body}>
        <Panel title={t('floor.agents')} fill>
          {floor.agents.length === 0 ? (
            <EmptyState title={t('floor.nobody')} hint={t('floor.nobody_hint')} />
          ) : (
            <AgentCards agents={floor.agents} calls={floor.calls} />
          )}
        </Panel>
        <Panel title={t('floor.queues')} fill>
          {floor.queues.length === 0 ? (
            <EmptyState compact title={t('floor.no_queues')} hint={t('floor.no_queues_hint')} />
          ) : (
            <QueueList queues={floor.queues} calls={floor.calls} />
          )}
        </Panel>
      </div>
    </Page>
  )
}

function LongestWait({ since }: { since: number }) {
  const t = useText()
  useNow()
  const tooLong = since > 0 && serverNow() - since > waitTooLong
  return (
    <Tile
      label={t('floor.longest')}
      value={since > 0 ? <Running since={since} /> : '–'}
      hint={t('floor.longest_hint')}
      hue={tooLong ? 'red' : undefined}
      asks={tooLong}
      testid="tile-longest"
    />
  )
}
