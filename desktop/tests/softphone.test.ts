import { describe, expect, it } from 'vitest'
import { situationOf, type Seen } from '@/features/softphone/situation'
import { phoneAfter, phoneOff, type PhoneEvent, type PhoneState } from '@/live/phone/machine'
import { measure, settled } from '@/live/phone/quality'
import { keepLoopback } from '@/live/phone/sdp'
import { ringWav } from '@/live/phone/ring'
import { troubleOf } from '@/live/phone/devices'

const run = (...events: PhoneEvent[]) => events.reduce<PhoneState>(phoneAfter, phoneOff)
const up: PhoneState = { step: 'registered', leg: true, silent: false }

describe('the softphone', () => {
  it('goes from started to a standing leg', () => {
    expect(run({ type: 'started' }, { type: 'connecting' }, { type: 'registered' }, { type: 'leg_up' })).toEqual(up)
  })

  it('keeps the leg when only the signalling is lost', () => {
    expect(phoneAfter(up, { type: 'disconnected' })).toEqual({ step: 'lost', leg: true, silent: false })
  })

  it('says what is wrong with the microphone until it is mended, whatever the registration does', () => {
    const denied = run({ type: 'started' }, { type: 'mic', trouble: 'mic_denied' }, { type: 'registered' })
    expect(denied.step).toBe('mic_denied')
    expect(phoneAfter(denied, { type: 'mic_ready' }).step).toBe('connecting')
  })

  it('is off when it is stopped, and hears nothing of late events', () => {
    expect(phoneAfter(phoneAfter(up, { type: 'stopped' }), { type: 'registered' })).toEqual(phoneOff)
  })

  it.each([
    ['NotAllowedError', 'mic_denied'],
    ['NotFoundError', 'mic_missing'],
    ['NotReadableError', 'mic_busy'],
  ])('knows %s as %s', (name, trouble) => {
    expect(troubleOf(new DOMException('', name))).toBe(trouble)
  })
})

describe('the bar', () => {
  const agent = (state: string) => ({ state, since: 5, call: 'c1', line: 'up', device_kind: 'webrtc' }) as never
  const seen = (state: string, more: Partial<Seen> = {}): Seen => ({
    desk: { known: true, agent: state ? agent(state) : null, call: null },
    place: 'here',
    phone: up,
    connection: 'open',
    liveAway: false,
    hasDevice: true,
    ...more,
  })

  it.each([
    ['', 'sign_in'],
    ['not_ready', 'ready'],
    ['ready', null],
    ['ringing', 'answer'],
    ['dialling', 'hang_up'],
    ['calling', 'hang_up'],
    ['intercom', 'hang_up'],
    ['talking', 'hang_up'],
    ['holding', 'resume'],
    ['wrap_up', 'finish'],
    ['reconnecting', null],
  ])('in state "%s" the next thing is %s', (state, next) => {
    expect(situationOf(seen(state)).next).toBe(next)
  })

  it('says that he is not reached who is ready without a microphone or a line', () => {
    expect(situationOf(seen('ready')).look.text).toBe('state.ready')
    const deaf = situationOf(seen('ready', { phone: { ...up, step: 'mic_denied' } }))
    expect([deaf.look.text, deaf.trouble]).toEqual(['state.ready_no_line', 'mic_denied'])
  })

  it('offers to take over what another page holds, and nothing else', () => {
    expect(situationOf(seen('ringing', { place: 'elsewhere' }))).toMatchObject({ next: 'take_over', trouble: 'elsewhere' })
    expect(situationOf(seen('talking', { place: 'displaced' }))).toMatchObject({ next: 'take_over', trouble: 'displaced' })
  })

  it('names what stands in the way first', () => {
    expect(situationOf(seen('ready', { connection: 'lost', phone: { ...up, step: 'lost' } })).trouble).toBe('connection_lost')
    expect(situationOf(seen('ready', { phone: { ...up, step: 'mic_denied' } })).trouble).toBe('mic_denied')
    expect(situationOf(seen('ready')).trouble).toBeNull()
  })
})

describe('candidates', () => {
  const line = (address: string) => `a=candidate:1 1 udp 2122 ${address} 5000 typ host`
  it('are only the loopback ones when there are some', () => {
    const sdp = ['v=0', line('192.168.1.4'), line('127.0.0.1'), 'a=end'].join('\r\n')
    expect(keepLoopback(sdp)).toBe(['v=0', line('127.0.0.1'), 'a=end'].join('\r\n'))
  })
  it('all stay when the browser offers no loopback', () => {
    const sdp = ['v=0', line('192.168.1.4')].join('\r\n')
    expect(keepLoopback(sdp)).toBe(sdp)
  })
})

describe('line quality', () => {
  const reading = { received: 0, lost: 0, jitter: 0.005, roundTrip: 0.02 }
  it('is judged by what happened between two readings', () => {
    expect(measure(reading, { ...reading, received: 100 }).quality).toBe('good')
    expect(measure(reading, { ...reading, received: 97, lost: 3 }).quality).toBe('fair')
    expect(measure(reading, { ...reading, received: 90, lost: 10 }).quality).toBe('poor')
  })
  it('is not called bad for the one moment in which a call begins or ends', () => {
    const [good, poor] = [measure(reading, { ...reading, received: 100 }), measure(reading, { ...reading, lost: 50 })]
    expect([settled(good, poor), settled(poor, poor), settled(poor, good), settled(null, poor)].map((one) => one.quality)).toEqual([
      'good', 'poor', 'good', 'poor',
    ])
    expect(settled(good, poor).lossPercent).toBe(100)
  })
})

it('the ring is a sound file with both tones and a pause', () => {
  const wav = ringWav()
  expect(new TextDecoder().decode(wav.slice(0, 4))).toBe('RIFF')
  const samples = new Int16Array(wav.buffer, 44)
  const loud = (from: number, to: number) => Math.max(...samples.slice(from * 8000, to * 8000).map(Math.abs))
  expect(loud(0, 0.4)).toBeGreaterThan(2_000)
  expect(loud(0.4, 0.8)).toBeGreaterThan(2_000)
  expect(loud(1, 3)).toBe(0)
})
