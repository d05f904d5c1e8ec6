/** The callers as they wait, whoever has waited longest first: who, for which line, how long. */
import type { CallView, QueueView } from '@/live/protocol'
import { useNamed } from '@/shared/dispositions'
import { useLanguage, useText } from '@/shared/text'
import { CallerRow } from '@/shared/ui/CallerRow'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Panel } from '@/shared/ui/Page'
import { waiting } from './figures'

const most = 40

export function Callers({ queues, calls }: { queues: readonly QueueView[]; calls: readonly CallView[] }) {
  const t = useText()
  const named = useNamed()
  const english = useLanguage() === 'en'
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
        />
      ))}
      {all.length > most && t('floor.more', { n: all.length - most })}
    </Panel>
  )
}
