/** Passing a call on: what may be pressed by his part in it, and whom one finds. */
import { describe, expect, it } from 'vitest'
import type { Situation } from '@/features/softphone/situation'
import { holdSlot, open, transferSlot } from '@/features/softphone/slots'
import { calleesOf, canBeCalled } from '@/features/softphone/callees'
import { nothingKnown, targetsOf } from '@/features/softphone/targets'
import { agentLook } from '@/shared/states'

const at = (state: string, part: string, more: Partial<Situation> = {}): Situation => ({
  look: agentLook(state),
  state,
  since: 0,
  next: 'hang_up',
  trouble: null,
  part,
  asked: false,
  began: false,
  ...more,
})
const pressed = (situation: Situation) =>
  Object.entries(open(situation))
    .filter(([, may]) => may)
    .map(([name]) => name)

describe('the places of the bar', () => {
  it.each([
    ['alone with his customer', at('talking', 'talking'), ['hold', 'mute', 'pause_recording', 'keys', 'transfer', 'rate', 'hang_up']],
    ['while it rings where he asks', at('holding', 'consulting'), ['hold', 'mute', 'pause_recording', 'keys', 'transfer', 'hang_up']],
    ['when somebody has answered', at('holding', 'consulting', { asked: true }), ['hold', 'mute', 'pause_recording', 'keys', 'transfer', 'confer', 'hang_up']],
    ['while his customer is in a flow', at('holding', 'awaiting'), ['hold', 'mute', 'transfer', 'hang_up']],
    ['who is asked', at('talking', 'consulted'), ['mute', 'pause_recording', 'keys', 'hang_up']],
    ['who began the conference', at('talking', 'conferring', { began: true }), ['hold', 'mute', 'pause_recording', 'keys', 'hang_up']],
    ['who was brought into it', at('talking', 'conferring'), ['mute', 'pause_recording', 'keys', 'hang_up']],
    ['on another page', at('talking', 'talking', { next: 'take_over' }), []],
  ])('%s', (_, situation, may) => {
    expect(pressed(situation)).toEqual(may)
  })

  it('keep their key and change their word', () => {
    expect(holdSlot(at('holding', 'consulting'))).toMatchObject({ act: 'take_back', key: 'hold' })
    expect(holdSlot(at('holding', 'awaiting'))).toMatchObject({ act: 'take_back', key: 'hold' })
    expect(transferSlot(at('holding', 'awaiting'))).toMatchObject({ act: 'complete', text: 'phone.leave_to_flow', key: 'transfer' })
    expect(holdSlot(at('holding', 'holding'))).toMatchObject({ act: 'resume', key: 'hold' })
    expect(transferSlot(at('holding', 'consulting'))).toMatchObject({ act: 'complete', key: 'transfer' })
    expect(transferSlot(at('talking', 'talking'))).toMatchObject({ act: 'transfer', key: 'transfer' })
  })
})

describe('the search', () => {
  const agent = (id: string, name: string, number: string, state: string, device_kind = 'webrtc', line = 'up') =>
    ({ kind: 'agent', id, name, number, state, device_kind, line }) as never
  const colleagues = {
    known: true,
    agents: [agent('1', '王芳', '1002', 'talking'), agent('2', '李明', '1001', 'ready'), agent('3', '赵敏', '1003', 'ready')],
    queues: [{ kind: 'queue', id: 'q', name: '订购', name_en: 'Orders', waiting: 2 } as never],
  }
  const found = (typed: string, outside = true) => targetsOf(colleagues, '3', typed, outside).map((one) => one.key)

  it('shows who is free first, never oneself, then queues', () => {
    expect(found('')).toEqual(['agent:2', 'agent:1', 'queue:q'])
  })

  it('knows who can be reached: a desk phone has no line of its own', () => {
    const agents = [agent('1', '甲', '1', 'ready', 'sip_phone', 'down'), agent('2', '乙', '2', 'ready', 'webrtc', 'dialling'), agent('3', '丙', '3', 'ready')]
    expect(targetsOf({ ...colleagues, agents, queues: [] }, '', '', false).map((one) => [one.key, one.free])).toEqual([
      ['agent:3', true],
      ['agent:1', true],
      ['agent:2', false],
    ])
  })

  it('finds by name, agent number and queue in both languages', () => {
    expect(found('王')).toEqual(['agent:1'])
    expect(found('orders')).toEqual(['queue:q'])
    expect(found('1001')).toEqual(['outside', 'agent:2'])
  })

  it('finds groups with how many are ready, flows that lead back, and all of them by first letters', () => {
    const wanted = (id: string, name: string, initials: string) => ({ id, name, name_en: '', initials })
    const known = { colleagues: [], groups: [wanted('g', '售后组', 'shz')], flows: [wanted('f', '身份核验', 'sfhy')], initials: { '1': 'wf', q: 'dg' } }
    const agents = colleagues.agents.map((one) => ({ ...(one as object), groups: ['g'] }) as never)
    const wantedBy = (typed: string) => targetsOf({ ...colleagues, agents }, '3', typed, true, known)
    expect(wantedBy('').map((one) => one.key)).toEqual(['agent:2', 'agent:1', 'group:g', 'queue:q', 'flow:f'])
    expect(wantedBy('sfh').map((one) => one.key)).toEqual(['flow:f'])
    expect(wantedBy('wf').map((one) => one.key)).toEqual(['agent:1'])
    expect(wantedBy('dg').map((one) => one.key)).toEqual(['queue:q'])
    expect(wantedBy('shz')).toMatchObject([{ ready: 1, free: true }])
  })

  it('offers a typed number to whoever may dial', () => {
    expect(found('138 0000-0001')).toEqual(['outside'])
    expect(found('138 0000-0001', false)).toEqual([])
  })
})

describe('the dial field', () => {
  const agent = (id: string, name: string, number: string, state = 'ready', more = {}) =>
    ({ kind: 'agent', id, name, number, state, device_kind: 'webrtc', line: 'up', connected: true, ...more }) as never
  const agents = [agent('1', '王芳', '1002', 'talking'), agent('2', '李明', '1001'), agent('3', '赵敏', '1003')]
  const known = {
    ...nothingKnown,
    colleagues: [
      { id: '1', name: '王芳', number: '1002', seat: 'A-07' },
      { id: '2', name: '李明', number: '1001', seat: '' },
      { id: '3', name: '赵敏', number: '1003', seat: '' },
      { id: '4', name: '钱进', number: '1004', seat: 'B-01' },
    ],
    initials: { '4': 'qj' },
  }
  const found = (typed: string, outside = true) => calleesOf(agents, '3', typed, outside, known).map((one) => one.key)

  it('means a colleague by his agent number before a number outside', () => {
    expect(found('1001')).toEqual(['agent:2', 'outside'])
    expect(found('1001', false)).toEqual(['agent:2'])
    expect(found('10086')).toEqual(['outside'])
    expect(found('13800000001')).toEqual(['outside'])
  })

  it('finds colleagues by name, first letters, seat and the beginning of a number, never oneself', () => {
    expect(found('王')).toEqual(['agent:1'])
    expect(found('a-07')).toEqual(['agent:1'])
    expect(found('qj')).toEqual(['agent:4'])
    expect(found('10')).toEqual(['agent:2', 'agent:1', 'agent:4'])
    expect(found('1003')).toEqual(['outside'])
    expect(found('')).toEqual([])
  })

  it('shows also who is not signed in, and who cannot be called now', () => {
    const [away] = calleesOf(agents, '3', '1004', false, known)
    expect(away && 'colleague' in away && [away.colleague.agent, canBeCalled(away.colleague)]).toEqual([null, false])
    const [busy] = calleesOf(agents, '3', '1002', false, known)
    expect(busy && 'colleague' in busy && canBeCalled(busy.colleague)).toBe(false)
    const [gone] = calleesOf([agent('2', '李明', '1001', 'ready', { connected: false })], '3', '1001', false, known)
    expect(gone && 'colleague' in gone && canBeCalled(gone.colleague)).toBe(false)
  })

  it('leaves of the bar what is done in a call with a colleague', () => {
    expect(pressed(at('calling', 'calling'))).toEqual(['hang_up'])
    expect(pressed(at('intercom', 'intercom'))).toEqual(['mute', 'hang_up'])
  })
})
