/** The callers as they wait, in their turn: who, for which line, how long, why not yet; and what a leader does. */
import { useRef, useState } from 'react'
import type { AgentView, CallView, QueueView } from '@/live/protocol'
import { serverNow, useCalmNow } from '@/shared/clock'
import { useNamed } from '@/shared/dispositions'
import { useMay } from '@/shared/session'
import { duration } from '@/shared/formats'
import type { LimitOf } from '@/shared/limits'
import { type Say, useLanguage, useText } from '@/shared/text'
import { CallerRow } from '@/shared/ui/CallerRow'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Panel } from '@/shared/ui/Page'
import { Give } from './Give'
import { type Serving, whyNot } from './figures'
import { inTurn } from './giving'

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
  useCalmNow()
  const leads = useMay()('floor.lead')
  const [open, setOpen] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const all = inTurn(calls)
  const focus = (call: string) => list.current?.querySelector<HTMLElement>(`[data-call="${call}"]`)?.focus()
  return (
    <Panel title={t('floor.callers')} extra={<span>{t('floor.callers_hint')}</span>} fill testid="callers">
      {all.length === 0 && <EmptyState compact title={t('floor.queue_empty')} hint={t('floor.queue_empty_hint')} />}
      <div ref={list}>
        {all.slice(0, most).map((call) => (
          <CallerRow
            key={call.id}
            id={call.id}
            onEnter={leads ? () => setOpen(call.id) : undefined}
            acts={
              leads && (
                <Give
                  call={call}
                  agents={agents}
                  open={open === call.id}
                  onOpen={(wanted) => {
                    setOpen(wanted ? call.id : '')
                    if (!wanted) focus(call.id)
                  }}
                />
              )
            }
            priority={call.before_all ? t('floor.before_all') : call.priority ? t('floor.priority_of', { n: call.priority }) : ''}
            number={call.customer_number}
            line={(english && call.service_line_en) || call.service_line}
            queue={named(queues.find((queue) => queue.id === call.queue))}
            since={call.queued_at || call.since}
            standing={call.standing}
            limit={limits('wait')}
            why={given(t, agents, call) || reason(t, agents, serving.find((one) => one.id === call.queue), serverNow() - (call.queued_at || call.since))}
          />
        ))}
      </div>
      {all.length > most && t('floor.more', { n: all.length - most })}
    </Panel>
  )
}

function given(t: Say, agents: readonly AgentView[], call: CallView): string {
  const to = call.given_to && agents.find((one) => one.id === call.given_to)
  return to ? t('floor.why_given', { name: to.name }) : ''
}

function reason(t: Say, agents: readonly AgentView[], queue: Serving | undefined, waited: number): string {
  if (!queue) return ''
  const { why, busy, away, next } = whyNot(agents, queue, waited)
  const said = t(`floor.why_${why}`, { busy, away })
  return next > 0 ? `${said} · ${t('floor.why_next', { time: duration(next) })}` : said
}
