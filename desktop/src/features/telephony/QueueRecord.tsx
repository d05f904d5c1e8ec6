/** A queue to read: who waits in it, how it offers calls, who answers them and which numbers lead into it. */
import { phone } from '@/shared/formats'
import { Flex, Typography } from 'antd'
import { useFloor } from '@/live/line'
import { type Shape, api, call } from '@/shared/api/client'
import { duration } from '@/shared/formats'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Duration, Running } from '@/shared/ui/Figures'
import { Named } from '@/shared/ui/Named'
import type { RecordOf } from '@/shared/ui/RecordPane'
import { Row } from '@/shared/ui/Row'
import { useGroups, useNumbers } from './choices'

type Queue = Shape<'QueueOut'>

export function useQueueRecord(): RecordOf<Queue> {
  const t = useText()
  const named = useNamed()
  return {
    one: (id) => call(api.GET('/api/queues/{id}', { params: { path: { id } } })),
    title: named,
    facts: (row) => [
      { key: 'waiting', label: t('queue.waiting_now'), value: <Waiting id={row.id} />, long: true },
      { key: 'strategy', label: t('queue.strategy'), value: t(`queue.strategy.${row.strategy}`) },
      { key: 'priority', label: t('queue.priority'), value: String(row.priority) },
      { key: 'weight', label: t('queue.weight'), value: String(row.weight) },
      { key: 'timeout', label: t('queue.timeout'), value: <Duration ms={row.timeout_ms} /> },
      { key: 'capacity', label: t('queue.capacity'), value: String(row.capacity) },
      { key: 'ring', label: t('queue.ring'), value: <Duration ms={row.ring_timeout_ms} /> },
      { key: 'missed', label: t('queue.max_missed'), value: String(row.max_missed) },
      { key: 'wrap_up', label: t('queue.wrap_up'), value: <Duration ms={row.wrap_up_ms} /> },
      { key: 'unit', label: t('field.org_unit'), value: named(row.org_unit) },
      { key: 'vip', label: t('queue.vip_group'), value: row.vip_group ? <First name={named(row.vip_group)} priority={row.vip_priority} /> : t('queue.nobody_first'), long: true },
      { key: 'returning', label: t('queue.returning'), value: row.returning ? <First name={t('attribute.yes')} priority={row.returning_priority} /> : t('attribute.no'), long: true },
      { key: 'unstaffed', label: t('queue.tell_unstaffed'), value: t(row.tell_unstaffed ? 'attribute.yes' : 'attribute.no'), long: true },
      { key: 'announce', label: t('queue.announce_every'), value: row.announce_every_ms ? <Duration ms={row.announce_every_ms} /> : t('queue.never_told') },
      { key: 'by_key', label: t('queue.callback_by_key'), value: t(row.callback_by_key ? 'attribute.yes' : 'attribute.no'), long: true },
      { key: 'message_key', label: t('queue.voicemail_by_key'), value: t(row.voicemail_by_key ? 'attribute.yes' : 'attribute.no'), long: true },
      { key: 'message', label: t('queue.voicemail_when_unserved'), value: t(row.voicemail_when_unserved ? 'attribute.yes' : 'attribute.no'), long: true },
      { key: 'announce', label: t('queue.announce_agent'), value: t(row.announce_agent ? 'attribute.yes' : 'attribute.no') },
      { key: 'auto', label: t('queue.auto_answer'), value: t(row.auto_answer ? 'attribute.yes' : 'attribute.no') },
      { key: 'decline', label: t('queue.decline_needs_reason'), value: t(row.decline_needs_reason ? 'attribute.yes' : 'attribute.no'), long: true },
      { key: 'after_transfer', label: t('queue.after_transfer'), value: t(`queue.after_transfer.${row.after_transfer}`), long: true },
      { key: 'rating', label: t('queue.rating'), value: t(`queue.rating.${row.rating}`), long: true },
      { key: 'rating_flow', label: t('queue.rating_flow'), value: row.rating_flow ? named(row.rating_flow) : t('queue.rating_house'), long: true },
      { key: 'rating_link', label: t('queue.rating_link'), value: t(row.rating_link ? 'attribute.yes' : 'attribute.no'), long: true },
      { key: 'callback', label: t('queue.callback'), value: t(row.callback_on_abandon ? 'attribute.yes' : 'attribute.no'), long: true },
      {
        key: 'automatic',
        label: t('queue.callback_automatic'),
        value: row.callback_automatic ? t('queue.tried_so', { n: row.callback_tries, pause: duration(row.callback_pause_ms) }) : t('attribute.no'),
        long: true,
      },
    ],
    parts: (row) => [
      { key: 'served', label: t('queue.groups'), children: <Served queue={row} /> },
      { key: 'numbers', label: t('telephony.numbers'), children: <LeadHere queue={row.id} /> },
    ],
  }
}

/** Who is first, and how far ahead he is when that cannot be. */
function First({ name, priority }: { name: string; priority: number }) {
  const t = useText()
  return (
    <>
      {name} <Typography.Text type="secondary">{t('queue.ahead', { n: priority * 10 })}</Typography.Text>
    </>
  )
}

function Waiting({ id }: { id: string }) {
  const now = useFloor().queues.find((one) => one.id === id)
  const waiting = now?.waiting ?? 0
  return (
    <span style={{ fontSize: 28, fontWeight: 600, lineHeight: '36px' }}>
      {waiting}
      {now && waiting > 0 && (
        <>
          {' · '}
          <Running since={now.longest_since} />
        </>
      )}
    </span>
  )
}

function Served({ queue }: { queue: Queue }) {
  const t = useText()
  const groups = useGroups()
  if (queue.groups.length === 0) return <EmptyState compact title={t('queue.nobody')} hint={t('queue.nobody_hint')} />
  return (
    <Flex vertical gap={10}>
      {queue.groups.map(({ skill_group, after_ms }) => (
        <div key={skill_group.id}>
          <Flex justify="space-between" gap={8}>
            <strong>
              <Named row={skill_group} />
            </strong>
            <Typography.Text type="secondary">{after_ms === 0 ? t('queue.at_once') : t('queue.joins_after', { n: after_ms / 1000 })}</Typography.Text>
          </Flex>
          {groups
            .find((one) => one.id === skill_group.id)
            ?.members.map(({ person, level }) => `${person.name} ${t('group.level')} ${level}`)
            .join(' · ') || t('queue.no_members')}
        </div>
      ))}
    </Flex>
  )
}

function LeadHere({ queue }: { queue: string }) {
  const t = useText()
  const numbers = useNumbers().filter((one) => one.queue.id === queue)
  if (numbers.length === 0) return <EmptyState compact title={t('queue.no_numbers')} hint={t('queue.no_numbers_hint')} />
  return numbers.map((one) => (
    <Row key={one.id} to={`/telephony?tab=numbers&open=${one.id}`} lead={phone(one.number)} main={<Named row={one.service_line} />} note={<Named row={one.org_unit} />} end={null} />
  ))
}
