/** The floor for a room: dark, read from five metres, nothing to press but the way back, never more than the screen. */
import { Button } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { useConnection, useFloor, useLineUp, useLiveAway } from '@/live/line'
import { isOver } from '@/shared/breaks'
import { serverNow, useNow } from '@/shared/clock'
import { useNamed } from '@/shared/dispositions'
import { moment } from '@/shared/formats'
import { levelOf, useLimits } from '@/shared/limits'
import { figureOf, percent } from '@/shared/measures'
import { useMay, useZone } from '@/shared/session'
import { agentLook, agentStates } from '@/shared/states'
import { useText } from '@/shared/text'
import { publishTheme } from '@/shared/theme'
import { Figure, FigureName } from '@/shared/ui/Figure'
import { Running } from '@/shared/ui/Figures'
import { DayChart } from './DayChart'
import { readyFor, sorted } from './QueueCards'
import { figures, urgency } from './figures'
import { useFloorBreaks, useFloorDay, useServing } from './useFloorDay'
import styles from '@/shared/looks/wall.module.css'

/** So many queues and names are read from afar; the rest is told by number. */
const mostQueues = 10
const mostNames = 8
/** Up to so many rows are written as large as the figures above. */
const few = 4
const states = ['ready', 'ringing', 'talking', 'holding', 'wrap_up', 'not_ready'] as const

export function Wall() {
  useLineUp()
  const t = useText()
  const named = useNamed()
  const may = useMay()
  const zone = useZone()
  const root = useRef<HTMLDivElement>(null)
  const floor = useFloor()
  const day = useFloorDay()
  const serving = useServing()
  const limits = useLimits()
  const takingOf = useFloorBreaks()
  const cut = [useConnection() === 'lost', useLiveAway()].some(Boolean)
  const now = useNow()
  useEffect(() => {
    if (root.current) publishTheme(root.current, 'dark')
  }, [])
  const { waiting, longestSince, byState } = figures(floor.agents, floor.queues)
  const longest = longestSince > 0 ? levelOf(limits('wait'), serverNow() - longestSince) : ''
  const queues = sorted(floor.queues)
  const urgent = floor.agents.flatMap((agent) => {
    const taking = takingOf(agent)
    const level = urgency(agent, serverNow(), limits, taking && isOver(taking))
    return level === 'red' ? [agent] : []
  })
  if (!may('floor.watch')) return null
  return (
    <div ref={root} className={styles.wall} data-testid="wall">
      <header className={styles.head}>
        <h1>{t('floor.wall_title')}</h1>
        {cut && <strong data-hue="red">{t('floor.lost')}</strong>}
        <span className={styles.clock}>{moment(now, zone, 'time')}</span>
        <Link to="/floor">
          <Button ghost>{t('floor.wall_leave')}</Button>
        </Link>
      </header>
      <section className={styles.whole}>
        <Big label={t('floor.waiting')} hue={longest || (waiting > 0 ? 'orange' : undefined)}>
          {waiting}
        </Big>
        <Big label={t('floor.longest')} hue={longest || undefined}>
          {longestSince > 0 ? <Running since={longestSince} /> : '–'}
        </Big>
        {(['K5', 'K1', 'K15_abandoned', 'offered'] as const).map((code) => (
          <Big key={code} label={<FigureName code={code} />}>
            <Figure code={code} figure={figureOf(day?.whole, code)} hint={false} />
          </Big>
        ))}
      </section>
      <table className={styles.queues} data-many={queues.length > few}>
        <thead>
          <tr>
            <th scope="col">{t('call.queue')}</th>
            {(['floor.waiting', 'floor.longest', 'floor.level_now', 'floor.level_today', 'floor.offered', 'floor.answered', 'floor.abandoned', 'state.ready'] as const).map((key) => (
              <th key={key} scope="col">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {queues.slice(0, mostQueues).map((queue) => {
            const mine = day?.queues.find((one) => one.queue === queue.id)
            const level = figureOf(mine?.now, 'K5')
            const bad = level?.value === null || level?.value === undefined || level.few ? '' : levelOf(limits('level'), percent(level.value))
            const waits = queue.longest_since > 0 ? levelOf(limits('wait'), serverNow() - queue.longest_since) : ''
            return (
              <tr key={queue.id}>
                <th scope="row">{named(queue)}</th>
                <td data-hue={waits || (queue.waiting > 0 ? 'orange' : undefined)}>{queue.waiting}</td>
                <td data-hue={waits || undefined}>{queue.longest_since > 0 ? <Running since={queue.longest_since} /> : '–'}</td>
                <td data-hue={bad || undefined}>
                  <Figure code="K5" figure={level} hint={false} />
                </td>
                {(['K5', 'offered', 'answered', 'abandoned'] as const).map((code) => (
                  <td key={code}>
                    <Figure code={code} figure={figureOf(mine?.today, code)} hint={false} />
                  </td>
                ))}
                <td data-hue="green">{readyFor(floor.agents, serving, queue)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <div className={styles.day}>{queues.length <= few && <DayChart halfHours={day?.half_hours ?? []} />}</div>
      <section className={styles.states}>
        {states.map((state) => (
          <Big key={state} label={t(agentStates[state].text)} hue={agentStates[state].hue}>
            {byState[state] ?? 0}
          </Big>
        ))}
      </section>
      <footer className={styles.urgent}>
        {urgent.slice(0, mostNames).map((agent) => (
          <span key={agent.id} data-hue="red">
            {agent.name} · {t(agentLook(agent.state).text)} <Running since={agent.since} />
          </span>
        ))}
        {urgent.length > mostNames && <span>{t('floor.more_alarms', { n: urgent.length - mostNames })}</span>}
      </footer>
    </div>
  )
}

function Big({ label, hue, children }: { label: ReactNode; hue?: string | undefined; children: ReactNode }) {
  return (
    <div className={styles.big} {...(hue ? { 'data-hue': hue } : {})}>
      <span>{label}</span>
      <strong>{children}</strong>
    </div>
  )
}
