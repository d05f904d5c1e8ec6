/** Each queue by its figures: who waits now, how this half hour and the day go, and who is ready for it. */
import { serverNow, useCalmNow } from '@/shared/clock'
import type { AgentView, QueueView } from '@/live/protocol'
import type { Shape } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { type LimitOf, levelOf } from '@/shared/limits'
import { figureOf, percent, sumOf } from '@/shared/measures'
import { useText } from '@/shared/text'
import type { Hue } from '@/shared/theme'
import { Definition, Figure } from '@/shared/ui/Figure'
import { type Figure as Shown, FigureCard } from '@/shared/ui/FigureCard'
import { Running } from '@/shared/ui/Figures'
import { Sparkline } from '@/shared/ui/Sparkline'
import { type Serving, servers } from './figures'

type Day = Shape<'QueueDayOut'>

interface Props {
  queues: readonly QueueView[]
  agents: readonly AgentView[]
  serving: readonly Serving[]
  days: readonly Day[]
  limits: LimitOf
}

export function QueueCards({ queues, agents, serving, days, limits }: Props) {
  const t = useText()
  const named = useNamed()
  useCalmNow()
  return sorted(queues).map((queue) => {
    const day = days.find((one) => one.queue === queue.id)
    const waits = queue.longest_since > 0 ? levelOf(limits('wait'), serverNow() - queue.longest_since) : ''
    const asks: Hue | undefined = waits || (queue.waiting > 0 ? 'orange' : undefined)
    const offered = day?.half_hours.map((one) => sumOf(one.figures, 'offered')) ?? []
    const shown: Shown[] = [
      { key: 'waiting', label: t('floor.waiting'), value: queue.waiting, hint: t('floor.waiting_hint'), hue: asks },
      { key: 'longest', label: t('floor.longest'), value: queue.longest_since > 0 ? <Running since={queue.longest_since} /> : '–', hint: t('floor.longest_hint'), hue: asks },
      level('now', t('floor.level_now'), day?.now, limits),
      level('before', t('floor.level_before'), day?.before, limits),
      level('today', t('floor.level_today'), day?.today, limits),
      sum('offered', t('floor.offered'), day),
      sum('answered', t('floor.answered'), day),
      sum('abandoned', t('floor.abandoned'), day),
      // only where the house calls by itself: others need no place for it
      ...(sumOf(day?.today, 'dropped') > 0 ? [sum('dropped', t('floor.dropped'), day)] : []),
      { key: 'ready', label: t('state.ready'), value: readyFor(agents, serving, queue), hint: t('floor.ready_for_hint') },
    ]
    return (
      <FigureCard
        key={queue.id}
        title={named(queue)}
        beside={<Sparkline values={offered} label={t('floor.offered_by_half_hour')} />}
        hue={asks}
        testid="queue"
        waiting={queue.waiting}
        figures={shown}
      />
    )
  })
}

/** A queue keeps its place whatever happens in it. */
export function sorted(queues: readonly QueueView[]): QueueView[] {
  return [...queues].sort((a, b) => a.name.localeCompare(b.name, 'zh') || a.id.localeCompare(b.id))
}

export function readyFor(agents: readonly AgentView[], serving: readonly Serving[], queue: QueueView): number {
  const mine = serving.find((one) => one.id === queue.id)
  return servers(agents, mine).filter(({ state }) => state === 'ready').length
}

/** The service level of one span of time; of few it asks for nobody. */
function level(key: string, label: string, figures: Day['now'] | undefined, limits: LimitOf): Shown {
  const found = figureOf(figures, 'K5')
  const bad = found?.value === null || found?.value === undefined || found.few ? '' : levelOf(limits('level'), percent(found.value))
  return { key: `level-${key}`, label, value: <Figure code="K5" figure={found} hint={false} />, hint: <Definition code="K5" figure={found} />, hue: bad || undefined }
}

function sum(code: string, label: string, day: Day | undefined): Shown {
  const found = figureOf(day?.today, code)
  return { key: code, label, value: <Figure code={code} figure={found} hint={false} />, hint: <Definition code={code} figure={found} /> }
}
