/** The caller's way by an access number: the steps as the floor decides them, with the figures that are set. */
import { describe, expect, it } from 'vitest'
import { type Policy, stepsOf } from '@/features/telephony/policy'
import { type Say, startTexts } from '@/shared/text'
import { all as texts } from '@/texts/all'

startTexts('en')

const t: Say = (key, values = {}) => texts[key][1].replace(/\{\{(\w+)\}\}/g, (_, blank: string) => String(values[blank]))
const reader = { t, named: (row: { name: string } | null | undefined) => row?.name ?? '', prompt: (name: string) => name, hours: () => 'Mon–Fri 09:00-18:00' }
const ref = (name: string) => ({ id: name, name, name_en: '' })

const number: Policy['number'] = {
  id: 'n1',
  number: '01088880035',
  hidden: false,
  org_unit: ref('Head office'),
  service_line: ref('Sales'),
  queue: ref('Hotline'),
  flow: null,
  trunk: ref('Carrier'),
  language: 'zh',
  greeting: '',
  recording_announcement: '',
  weekly_hours: null,
  callback_in_flow: false,
}

const queue: Policy['queue'] = {
  id: 'Hotline',
  name: 'Hotline',
  name_en: '',
  hidden: false,
  org_unit: ref('Head office'),
  groups: [
    { skill_group: ref('First'), after_ms: 0 },
    { skill_group: ref('Second'), after_ms: 30_000 },
  ],
  strategy: 'longest_idle',
  rating: 'by_agent',
  rating_flow: null,
  rating_link: false,
  timeout_ms: 120_000,
  ring_timeout_ms: 15_000,
  wrap_up_ms: 30_000,
  max_missed: 3,
  capacity: 200,
  priority: 0,
  weight: 1,
  callback_on_abandon: false,
  callback_automatic: false,
  callback_tries: 4,
  callback_pause_ms: 600_000,
  tell_unstaffed: false,
  after_transfer: 'agent',
  announce_every_ms: 0,
  callback_by_key: false,
  voicemail_by_key: false,
  voicemail_when_unserved: false,
  decline_needs_reason: true,
  announce_agent: false,
  auto_answer: false,
  vip_group: null,
  vip_priority: 0,
  returning: false,
  returning_priority: 0,
}

const bare: Policy = { number, queue, trunkInUse: true, flowInUse: false }

const full: Policy = {
  trunkInUse: true,
  flowInUse: true,
  number: { ...number, flow: ref('Menu'), greeting: 'Welcome', recording_announcement: 'Recorded', weekly_hours: [[[540, 1080]], [], [], [], [], [], []] },
  queue: {
    ...queue,
    callback_on_abandon: true,
    callback_automatic: true,
    tell_unstaffed: true,
    announce_every_ms: 45_000,
    callback_by_key: true,
    voicemail_by_key: true,
    voicemail_when_unserved: true,
    vip_group: ref('Gold'),
    vip_priority: 30,
    returning: true,
    returning_priority: 12,
    priority: 2,
    weight: 3,
  },
}

const ORDER = ['service', 'blacklist', 'hours', 'greeting', 'ivr', 'room', 'vip', 'returning', 'distribution', 'unstaffed', 'waiting', 'abandon', 'timeout', 'callback']
/** What no setting takes away. */
const ALWAYS = ['service', 'blacklist', 'room', 'distribution', 'timeout']

const ways = (policy: Policy) => stepsOf(policy, reader)
const states = (policy: Policy) => Object.fromEntries(ways(policy).map(({ key, state }) => [key, state]))
const read = (policy: Policy, key: string) => ways(policy).find((one) => one.key === key)?.says.join(' ') ?? ''

describe('The way of a number with everything switched on', () => {
  it('is read in the order in which the floor decides', () => {
    expect(ways(full).map(({ key }) => key)).toEqual(ORDER)
    expect(states(full)).toEqual(Object.fromEntries(ORDER.map((key) => [key, ALWAYS.includes(key) ? 'always' : 'on'])))
  })

  it('tells the figures of this number and its queue', () => {
    expect(read(full, 'hours')).toContain('Mon–Fri 09:00-18:00; holidays by the calendar.')
    expect(read(full, 'hours')).toContain('asked for a message')
    expect(read(full, 'greeting')).toContain('“Welcome”')
    expect(read(full, 'greeting')).toContain('“Recorded”')
    expect(read(full, 'ivr')).toContain('“Menu”')
    expect(read(full, 'vip')).toBe('Rings at Gold first; when nobody there is free the others may answer. In line as if 300 s waited in advance.')
    expect(read(full, 'returning')).toContain('as if 120 s waited')
    expect(read(full, 'distribution')).toContain('Hotline: First at once → Second after 30 s; Longest idle.')
    expect(read(full, 'distribution')).toContain('Rings 15 s each time; after 3 missed in a row')
    expect(read(full, 'waiting')).toContain('every 45 s')
    expect(read(full, 'waiting')).toContain('Key 1')
    expect(read(full, 'waiting')).toContain('Key 2')
    expect(read(full, 'ivr')).toContain('Who hangs up in the flow is owed none.')
    expect(read(full, 'timeout')).toContain('After 120 s, ringing included')
    expect(read(full, 'callback')).toContain('up to 4 times, first pause 10:00')
  })

  it('leads from each step to where it is set', () => {
    for (const { key, set } of ways(full)) expect(set.length, key).toBeGreaterThan(0)
    expect(ways(full).find(({ key }) => key === 'vip')?.set[0]).toEqual({ of: 'queue', field: 'vip_group' })
  })
})

describe('The way of a number with everything switched off', () => {
  it('shows each step, and that it is passed over', () => {
    expect(states(bare)).toEqual(Object.fromEntries(ORDER.map((key) => [key, ALWAYS.includes(key) ? 'always' : 'off'])))
  })

  it('promises nothing that will not happen', () => {
    expect(read(bare, 'hours')).toBe('Always open; the holiday calendar makes no difference.')
    expect(read(bare, 'ivr')).toBe('No flow: straight on to Hotline.')
    expect(read(bare, 'room')).toContain('is released and owed a callback')
    expect(ways(bare).flatMap(({ says }) => says).join(' ')).not.toMatch(/asked for a message|Key \d/)
  })

  it('tells that a callback asked for by key is dialled automatically also then', () => {
    expect(read({ ...bare, queue: { ...queue, callback_by_key: true } }, 'callback')).toContain('Those asked for by key 1 are dialled automatically, up to 4 times.')
  })

  it('has a head start of VIPs also without a group of their own', () => {
    const ahead = { ...bare, queue: { ...queue, vip_priority: 5 } }
    expect(states(ahead)['vip']).toBe('on')
    expect(read(ahead, 'vip')).toBe('In line as if 50 s waited in advance.')
  })
})

describe('What callers do not get', () => {
  it('is a number without a trunk in use: nothing follows', () => {
    expect(states({ ...full, trunkInUse: false })).toEqual({ service: 'fault' })
    expect(states({ ...full, number: { ...full.number, hidden: true } })).toEqual({ service: 'fault' })
  })

  it('is a queue out of use: no greeting, no message, owed a callback', () => {
    const gone = { ...full, queue: { ...full.queue, hidden: true } }
    expect(states(gone)).toEqual({ service: 'always', blacklist: 'always', hours: 'on', queue: 'fault' })
    expect(read(gone, 'hours')).toContain('is released and owed a callback')
  })

  it('is a flow that is not published: they wait at once', () => {
    const early = { ...full, flowInUse: false }
    expect(states(early)['ivr']).toBe('fault')
    expect(read(early, 'ivr')).toContain('callers wait at once')
    expect(read(early, 'abandon')).not.toContain('flow')
  })

  it('is a queue that nobody serves', () => {
    expect(states({ ...bare, queue: { ...queue, groups: [] } })['distribution']).toBe('fault')
  })
})
