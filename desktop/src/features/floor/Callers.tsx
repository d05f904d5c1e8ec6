/** The callers as they wait, whoever has waited longest first: who, for which line, how long, and why not yet. */
import type { AgentView, CallView, QueueView } from '@/live/protocol'
import { serverNow, useNow } from '@/shared/clock'
import { useNamed } from '@/shared/dispositions'
import { duration } from '@/shared/formats'
import type { LimitOf } from '@/shared/limits'
import { type Say, useLanguage, useText } from '@/shared/text'
import { CallerRow } from '@/shared/ui/CallerRow'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Panel } from '@/shared/ui/Page'
import { type Serving, waiting, whyNot } from './figures'

const most = 40

interface Props {
  queues: readonly QueueView[]
  calls: readonly CallView[]
  agents: readonly AgentView[]
  serving: readonly Serving[]
  limits: LimitOf
}

export function Callers({ queues, calls, agents, serving, limits }: Props) {
  const t = useText()
  const named = useNamed()
  const english = useLanguage() === 'en'
  useNow()
  const all = waiting(calls)
  return (
    <Panel title={t('floor.callers')} extra={<span>{t('floor.callers_hint')}</span>} fill testid="callers">
      {all.length === 0 && <EmptyState compact title={t('floor.queue_empty')} hint={t('floor.queue_empty_hint')} />}
      {all.slice(0, most).map((call) => (
        <CallerRow
          key={call.id}
          number={call.customer_number}
          line={(english && call.service_line_en) || call.service_line}
          queue={named(queues.find((queue) => queue.id === call.queue))}
          since={call.queued_at || call.since}
          standing={call.standing}
          limit={limits('wait')}
          why={reason(t, agents, serving.find((one) => one.id === call.queue), serverNow() - (call.queued_at || call.since))}
        />
      ))}
      {all.length > most && t('floor.more', { n: all.length - most })}
    </Panel>
  )
}

function reason(t: Say, agents: readonly AgentView[], queue: Serving | undefined, waited: number): string {
  if (!queue) return ''
  const { why, busy, away, next } = whyNot(agents, queue, waited)
  const said = t(`floor.why_${why}`, { busy, away })
  return next > 0 ? `${said} · ${t('floor.why_next', { time: duration(next) })}` : said
}
