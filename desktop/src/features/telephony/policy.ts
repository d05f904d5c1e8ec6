/**
 * The caller's way by an access number: what the floor decides of a call, in the order in which it does. Each step says
 * what happens to this number's callers now, and where that is set.
 */
import type { Shape } from '@/shared/api/client'
import { duration } from '@/shared/formats'
import type { Say } from '@/shared/text'
import type { Week } from '@/shared/week'
import type { TextKey } from '@/texts'

type Access = Shape<'AccessNumberOut'>
type Queue = Shape<'QueueOut'>
type Name = { name: string; name_en?: string }

/** A number with the things that it names, as they are now. */
export interface Policy {
  number: Access
  queue: Queue
  /** Its trunk brings calls. */
  trunkInUse: boolean
  /** Its flow is published and in use. */
  flowInUse: boolean
}

/** How things are called for the person who reads. */
export interface Reader {
  t: Say
  named: (row: Name | null | undefined) => string
  prompt: (name: string) => string
  hours: (week: Week) => string
}

/** `fault`: callers do not get what was meant for them. `always`: it cannot be switched off. */
export type StepState = 'on' | 'off' | 'always' | 'fault'

/** Where a step is set; of a number or a queue, with the field of its form. */
export type SetAt = { of: 'number' | 'queue'; field: string } | { of: 'blacklist' | 'holidays' | 'flow' | 'classes' }

export interface PolicyStep {
  key: 'service' | 'blacklist' | 'hours' | 'greeting' | 'ivr' | 'queue' | 'room' | 'vip' | 'returning' | 'distribution' | 'unstaffed' | 'waiting' | 'abandon' | 'timeout' | 'callback'
  state: StepState
  says: string[]
  set: SetAt[]
}

/** What one point of priority is worth, in seconds of waiting. */
const POINT_S = 10

const seconds = (ms: number) => Math.round(ms / 1000)
const onOff = (on: unknown): StepState => (on ? 'on' : 'off')
const inNumber = (field: string): SetAt => ({ of: 'number', field })
const inQueue = (field: string): SetAt => ({ of: 'queue', field })

/** The steps from dialling to the callback; they end where no caller comes further. */
export function stepsOf(policy: Policy, reader: Reader): PolicyStep[] {
  const { number, queue, trunkInUse } = policy
  if (number.hidden || !trunkInUse) return [{ key: 'service', state: 'fault', says: [reader.t('policy.not_in_service')], set: [inNumber('trunk')] }]
  return [...atTheDoor(policy, reader), ...(queue.hidden ? [gone(queue, reader)] : [...beforeTheQueue(policy, reader), ...inTheQueue(policy, reader)])]
}

function atTheDoor({ number, queue }: Policy, reader: Reader): PolicyStep[] {
  const { t, named, hours } = reader
  const week = number.weekly_hours
  const fate = queue.hidden ? t('policy.then_owed') : unserved(queue, t)
  return [
    { key: 'service', state: 'always', says: [t('policy.service', { trunk: named(number.trunk), line: named(number.service_line) })], set: [inNumber('trunk')] },
    { key: 'blacklist', state: 'always', says: [t('policy.blacklist')], set: [{ of: 'blacklist' }] },
    {
      key: 'hours',
      state: onOff(week),
      says: week ? [t('policy.hours', { hours: hours(week) }), t('policy.closed', { fate })] : [t('policy.always_open')],
      set: [inNumber('weekly_hours'), { of: 'holidays' }],
    },
  ]
}

function gone(queue: Queue, { t, named }: Reader): PolicyStep {
  return { key: 'queue', state: 'fault', says: [t('policy.no_queue', { name: named(queue) })], set: [inNumber('queue')] }
}

function beforeTheQueue({ number, queue, flowInUse }: Policy, { t, named, prompt }: Reader): PolicyStep[] {
  const { greeting, recording_announcement: notice, flow } = number
  const heard = said(t, [
    [greeting, 'policy.greeting', { name: prompt(greeting) }],
    [notice, 'policy.notice', { name: prompt(notice) }],
  ])
  return [
    { key: 'greeting', state: onOff(heard.length), says: heard.length ? heard : [t('policy.no_greeting')], set: [inNumber('greeting')] },
    {
      key: 'ivr',
      state: flow && !flowInUse ? 'fault' : onOff(flow),
      says: said(t, [
        [true, flow ? (flowInUse ? 'policy.flow' : 'policy.flow_not_live') : 'policy.no_flow', { name: named(flow), queue: named(queue) }],
        [flow && flowInUse, number.callback_in_flow ? 'policy.owed_in_flow' : 'policy.abandon_ivr'],
      ]),
      set: [inNumber('flow'), ...(flow ? [{ of: 'flow' } as const] : [])],
    },
  ]
}

function inTheQueue({ queue }: Policy, { t, named }: Reader): PolicyStep[] {
  const fate = unserved(queue, t)
  const vip = queue.vip_group || queue.vip_priority
  const groups = queue.groups.map(({ skill_group, after_ms }) => `${named(skill_group)} ${after_ms ? t('queue.joins_after', { n: seconds(after_ms) }) : t('queue.at_once')}`)
  const tries = { n: queue.callback_tries, pause: duration(queue.callback_pause_ms) }
  return [
    { key: 'room', state: 'always', says: [t('policy.room', { n: queue.capacity, fate })], set: [inQueue('capacity')] },
    {
      key: 'vip',
      state: onOff(vip),
      says: said(t, [
        [queue.vip_group, 'policy.vip_group', { group: named(queue.vip_group) }],
        [queue.vip_priority, 'policy.ahead', { n: queue.vip_priority * POINT_S }],
        [!vip, 'policy.vip_off'],
      ]),
      set: [inQueue('vip_group'), { of: 'classes' }],
    },
    {
      key: 'returning',
      state: onOff(queue.returning),
      says: said(t, [
        [queue.returning, 'policy.returning'],
        [queue.returning && queue.returning_priority, 'policy.ahead', { n: queue.returning_priority * POINT_S }],
        [!queue.returning, 'policy.returning_off'],
      ]),
      set: [inQueue('returning')],
    },
    {
      key: 'distribution',
      state: groups.length ? 'always' : 'fault',
      says: said(t, [
        [groups.length, 'policy.offered', { queue: named(queue), groups: groups.join(' → '), strategy: t(`queue.strategy.${queue.strategy}`) }],
        [!groups.length, 'queue.unserved_hint'],
        [groups.length, 'policy.rings', { n: seconds(queue.ring_timeout_ms), missed: queue.max_missed }],
        [queue.priority, 'policy.ahead', { n: queue.priority * POINT_S }],
        [queue.weight > 1, 'policy.weight', { n: queue.weight }],
      ]),
      set: [inQueue('strategy')],
    },
    { key: 'unstaffed', state: onOff(queue.tell_unstaffed), says: [t(queue.tell_unstaffed ? 'policy.unstaffed' : 'policy.unstaffed_off', { fate })], set: [inQueue('tell_unstaffed')] },
    {
      key: 'waiting',
      state: onOff(queue.announce_every_ms || queue.callback_by_key || queue.voicemail_by_key),
      says: said(t, [
        [queue.announce_every_ms, 'policy.told', { n: seconds(queue.announce_every_ms) }],
        [!queue.announce_every_ms, 'policy.music'],
        [queue.callback_by_key, 'policy.key_callback'],
        [queue.voicemail_by_key, 'policy.key_message'],
      ]),
      set: [inQueue('announce_every_ms')],
    },
    {
      key: 'abandon',
      state: onOff(queue.callback_on_abandon),
      says: [t(queue.callback_on_abandon ? 'policy.abandon' : 'policy.abandon_off')],
      set: [inQueue('callback_on_abandon')],
    },
    { key: 'timeout', state: 'always', says: [t('policy.timeout', { n: seconds(queue.timeout_ms), fate })], set: [inQueue('timeout_ms')] },
    {
      key: 'callback',
      state: onOff(queue.callback_automatic),
      says: said(t, [
        [queue.callback_automatic, 'policy.automatic', tries],
        [!queue.callback_automatic, 'policy.by_people'],
        [!queue.callback_automatic && queue.callback_by_key, 'policy.by_key_automatic', tries],
        [true, 'policy.withheld'],
      ]),
      set: [inQueue('callback_automatic')],
    },
  ]
}

/** What becomes of a caller whom nobody can serve. */
function unserved(queue: Queue, t: Say): string {
  return t(queue.voicemail_when_unserved ? 'policy.then_message' : 'policy.then_owed')
}

/** The sentences that hold, in order. */
function said(t: Say, sentences: [holds: unknown, text: TextKey, values?: Record<string, string | number>][]): string[] {
  return sentences.filter(([holds]) => holds).map(([, text, values]) => t(text, values))
}
