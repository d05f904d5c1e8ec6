/** Between calls: what has been done today, what is owed, and (in the sample company) a customer on demand. */
import { PhoneOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { serverNow } from '@/shared/clock'
import { api, call } from '@/shared/api/client'
import { dayOf, startOfDay } from '@/shared/formats'
import { useMay, usePerson, useSession, useZone } from '@/shared/session'
import { outcomeLook } from '@/shared/states'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Duration, PhoneNumber, Recent } from '@/shared/ui/Figures'
import { Page, Panel } from '@/shared/ui/Page'
import { Row } from '@/shared/ui/Row'
import { StateMark } from '@/shared/ui/StateMark'
import { Tile } from '@/shared/ui/Tile'
import { DemoCall } from './DemoCall'
import { summary } from './summary'
import styles from './Workbench.module.css'

export function MyDay() {
  const t = useText()
  const may = useMay()
  const demo = useSession().data?.demo ?? false
  return (
    <Page title={t('day.title')} extra={demo && may('demo.use') && <DemoCall />}>
      <Today />
    </Page>
  )
}

const often = 60_000
/** As many lines as fit beneath the tiles. */
const shownCalls = 16
const settled = 1_500

/** The day is shown again as a call ends; its record is a moment behind the agent. */
function useLatest(): void {
  const cache = useQueryClient()
  useEffect(() => {
    const fresh = () => {
      void cache.invalidateQueries({ queryKey: ['calls'] })
      void cache.invalidateQueries({ queryKey: ['callbacks', 'open'] })
    }
    fresh()
    const timer = setTimeout(fresh, settled)
    return () => clearTimeout(timer)
  }, [cache])
}

function Today() {
  const t = useText()
  const me = usePerson()?.id ?? ''
  const zone = useZone()
  const may = useMay()
  const since = startOfDay(dayOf(serverNow(), zone), zone)
  useLatest()
  const calls = useQuery({
    queryKey: ['calls', 'mine', since],
    queryFn: () => call(api.GET('/api/calls', { params: { query: { person: me, since, size: 500 } } })),
    refetchInterval: often,
  })
  const owed = useQuery({
    queryKey: ['callbacks', 'open'],
    queryFn: () => call(api.GET('/api/callbacks', { params: { query: { state: 'open', size: shownCalls } } })),
    refetchInterval: often,
    enabled: may('callbacks.handle'),
  })
  const none = calls.data?.items.length === 0
  const recent = useQuery({
    queryKey: ['calls', 'recent', me],
    queryFn: () => call(api.GET('/api/calls', { params: { query: { person: me, size: shownCalls } } })),
    enabled: none,
  })
  const missed = useQuery({
    queryKey: ['calls', 'missed', since],
    queryFn: () => call(api.GET('/api/calls', { params: { query: { missed: true, since, size: 1 } } })),
    refetchInterval: often,
  })
  const unfinished = useQuery({
    queryKey: ['calls', 'without_result', me],
    queryFn: () => call(api.GET('/api/calls', { params: { query: { without_result: true, person: me, size: 1 } } })),
    refetchInterval: often,
  })
  const missedTotal = missed.data?.total ?? 0
  const openTotal = unfinished.data?.total ?? 0
  if (calls.error) return <ErrorNote error={calls.error} retry={() => void calls.refetch()} />
  const items = calls.data?.items ?? []
  const listed = none ? (recent.data?.items ?? []) : items
  const sums = summary(items)
  return (
    <>
      <div className={styles.tiles}>
        <Tile first label={t('day.answered')} value={sums.answered} hint={t('day.answered_hint')} />
        <Tile label={t('day.talk')} value={<Duration ms={sums.talk} />} hint={t('day.talk_hint')} />
        <Tile label={t('day.average')} value={<Duration ms={sums.average} />} hint={t('day.average_hint')} />
        <Tile label={t('day.missed')} value={missedTotal} hue={missedTotal > 0 ? 'amber' : undefined} hint={t('day.missed_hint')} to="/calls?missed=true" />
        <Tile label={t('day.unfinished')} value={openTotal} hue={openTotal > 0 ? 'amber' : undefined} hint={t('day.unfinished_hint')} to={`/calls?without_result=true&person=${me}`} />
        <Tile label={t('day.owed')} value={owed.data?.total ?? 0} hue={owed.data?.total ? 'orange' : undefined} hint={t('day.owed_hint')} to="/callbacks" />
      </div>
      <div className={styles.day}>
        <Panel title={t(none ? 'day.recent' : 'day.calls')} extra={<Link to="/calls">{t('day.all')}</Link>}>
          {none && recent.data?.items.length === 0 && <EmptyState compact title={t('day.none')} hint={t('day.none_hint')} />}
          <div className={styles.rows}>
            {listed.slice(0, shownCalls).map((one) => (
              <Row
                key={one.id}
                to={`/calls?open=${one.id}`}
                lead={<Recent at={one.started_at} />}
                main={<>{one.customer || <PhoneNumber number={one.number || t('call.withheld')} />}</>}
                note={<StateMark look={outcomeLook(one.outcome)} plain />}
                end={<Duration ms={one.spoken_ms} />}
              />
            ))}
          </div>
        </Panel>
        {may('callbacks.handle') && (
          <Panel title={t('day.callbacks')} extra={<Link to="/callbacks">{t('day.all')}</Link>}>
            {owed.data?.items.length === 0 && <EmptyState compact title={t('day.nothing_owed')} hint={t('day.nothing_owed_hint')} />}
            <div className={styles.rows}>
              {owed.data?.items.map((task) => (
                <Row
                  key={task.id}
                  to="/callbacks"
                  lead={<Recent at={task.last_at} />}
                  main={<>{task.customer || <PhoneNumber number={task.number} />}</>}
                  note={t('callback.times', { n: task.calls })}
                  end={<PhoneOutlined />}
                />
              ))}
            </div>
          </Panel>
        )}
      </div>
    </>
  )
}

