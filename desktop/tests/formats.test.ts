import { describe, expect, it } from 'vitest'
import { duration, moment, near, phone, startOfDay } from '@/shared/formats'
import { isTyping, keyMap, moveInRows, nameOf, pressed } from '@/shared/keys'
import { type Limit, levelOf } from '@/shared/limits'
import { agentStates } from '@/shared/states'
import { fills, palettes, seal } from '@/shared/theme'
import { parseClock, parseDay } from '@/shared/typedHours'
import { nextOpening, sameDays, weekFault, writeDay } from '@/shared/week'
import { jumpFrom, silences } from '@/shared/ui/silence'
import { wholeDay } from '@/features/floor/DayChart'
import { arranged, figures, waiting } from '@/features/floor/figures'
import { leftAfter, placeOf } from '@/shared/ui/faults'
import { readTable, writeTable } from '@/shared/ui/tableAddress'
import { csrfToken } from '@/shared/api/client'

describe('formats', () => {
  it.each([
    [0, '00:00'],
    [83_999, '01:23'],
    [3_600_000, '1:00:00'],
    [-5, '00:00'],
  ])('%i ms is %s', (ms, text) => expect(duration(ms)).toBe(text))

  it('moments are in the zone of the company, 24 h', () => {
    expect(moment('2026-11-21T16:05:09Z', 'Asia/Shanghai')).toBe('2026-11-22 00:05:09')
    expect(moment(null, 'Asia/Shanghai')).toBe('')
  })

  it('a recent moment has its date only when it was not today', () => {
    const now = Date.parse('2026-11-21T23:00:00Z')
    expect(near('2026-11-21T16:30:00Z', 'Asia/Shanghai', now)).toBe('00:30')
    expect(near('2026-11-20T02:49:00Z', 'Asia/Shanghai', now)).toBe('11-20 10:49')
  })

  it('a day begins at its midnight, also where clocks are changed', () => {
    expect(startOfDay('2026-11-22', 'Asia/Shanghai')).toBe('2026-11-21T16:00:00.000Z')
    expect(startOfDay('2026-07-01', 'Europe/Berlin')).toBe('2026-06-30T22:00:00.000Z')
  })

  it('numbers of the plan stand in groups, masked ones too; others as they are', () => {
    expect(phone('13812340001')).toBe('138 1234 0001')
    expect(phone('138****0001')).toBe('138 **** 0001')
    expect(phone('02088886666')).toBe('020 8888 6666')
    expect(phone('057188886666')).toBe('0571 8888 6666')
    expect(phone('05718888666')).toBe('0571 888 8666')
    expect(phone('010****0035')).toBe('010 **** 0035')
    expect(phone('0571****6666')).toBe('0571 **** 6666')
    expect(phone('4008001234')).toBe('400 800 1234')
    for (const kept of ['10086', '95588', '+14155550100', '', '******', '1001']) expect(phone(kept)).toBe(kept)
  })
})

describe('keys', () => {
  it('move from row to row and stop at the ends of the list', () => {
    document.body.innerHTML = '<div id="head"></div><div id="a" tabindex="0"></div><div id="b" tabindex="0"></div>'
    const at = (id: string) => document.getElementById(id) as HTMLElement
    const move = (name: string, from: string) => moveInRows(new KeyboardEvent('keydown', { key: name }), at(from))
    at('a').focus()
    move('ArrowDown', 'a')
    expect(document.activeElement).toBe(at('b'))
    move('ArrowDown', 'b')
    move('ArrowUp', 'b')
    move('ArrowUp', 'a')
    expect(document.activeElement).toBe(at('a'))
  })

  const key = (init: KeyboardEventInit, target: EventTarget = document.body) => {
    const event = new KeyboardEvent('keydown', { bubbles: true, ...init })
    Object.defineProperty(event, 'target', { value: target })
    return event
  }

  it('no two acts have the same key', () => {
    const all = Object.values(keyMap).flatMap((entry) => entry.keys as readonly string[])
    expect(new Set(all).size).toBe(all.length)
  })

  it('are known by name, digits by their place', () => {
    expect(nameOf(key({ key: 'F4' }))).toBe('answer')
    expect(pressed(key({ key: '#', code: 'Digit3', ctrlKey: true }))).toBe('Ctrl+3')
    expect(nameOf(key({ key: '¡', code: 'Digit1', altKey: true }))).toBe('result')
  })

  it('a plain character typed into a field belongs to the field; function keys work everywhere', () => {
    const field = document.createElement('textarea')
    expect(isTyping(key({ key: '/' }, field))).toBe(true)
    expect(nameOf(key({ key: '?' }, field))).toBeNull()
    expect(nameOf(key({ key: 'F8' }, field))).toBe('hang_up')
  })
})

describe('states', () => {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (a: string, b: string) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
    return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)
  }

  const looks = Object.entries(palettes)
  it.each(looks)('in the %s look every hue can be read on its own tint and on each grey', (_, of) => {
    for (const [strong, soft] of Object.values(of.hues)) {
      for (const ground of [soft, of.sheet, of.inset, of.page]) expect(contrast(strong, ground), `${strong} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
    for (const ink of [of.ink, of.inkSoft, of.inkFaint]) expect(contrast(ink, of.sheet), ink).toBeGreaterThanOrEqual(4.5)
    expect(contrast(of.navInk, of.navOn)).toBeGreaterThanOrEqual(4.5)
  })
  it('what is filled carries white words', () => {
    for (const fill of Object.values(fills)) expect(contrast(seal.paper, fill), fill).toBeGreaterThanOrEqual(4.5)
  })

  it('every state has a word of its own', () => {
    const words = Object.values(agentStates).map((look) => look.text)
    expect(new Set(words).size).toBe(words.length)
  })

  it('a long state asks for a leader, and a low share does', () => {
    const long: Limit = { amber: 60_000, red: 90_000, below: false }
    expect([59_999, 60_000, 90_000].map((ms) => levelOf(long, ms))).toEqual(['', 'amber', 'red'])
    const low: Limit = { amber: 80, red: null, below: true }
    expect([80, 79, 1].map((share) => levelOf(low, share))).toEqual(['', 'amber', 'amber'])
    expect(levelOf(null, 9e9)).toBe('')
  })
})

describe('a time of day', () => {
  it.each([
    ['9点半', 570],
    ['下午2点一刻', 855],
    ['8：05', 485],
    ['9:30 p.m.', 1290],
    ['24:00', 1440],
    ['9', 540],
    ['25:00', null],
    ['九点多', null],
  ])('%s is read', (text, minutes) => expect(parseClock(text)).toBe(minutes))
})

describe('hours of a day', () => {
  it('are read and written the same', () => {
    expect(parseDay('08:00-12:00 13:30-18:00')).toEqual([[480, 720], [810, 1080]])
    expect(writeDay([[480, 720], [810, 1440]])).toBe('08:00-12:00 13:30-24:00')
    expect(parseDay('')).toEqual([])
  })
  it.each([
    ['8：00-20：00', [[480, 1200]]],
    ['08:00 - 20:00', [[480, 1200]]],
    ['8:00～12:00，13:30至18:00', [[480, 720], [810, 1080]]],
    ['９：００—１８：００', [[540, 1080]]],
    ['9点到18点30分', [[540, 1110]]],
    ['9-12 14-18', [[540, 720], [840, 1080]]],
    ['21:00-02:00', [[1260, 1560]]],
    ['晚上22:00至次日6:00', [[1320, 1800]]],
    ['00:00-24:00', [[0, 1440]]],
    ['9点半-18点半', [[570, 1110]]],
    ['9点半 到 12点', [[570, 720]]],
    ['9:30-12点', [[570, 720]]],
    ['9点30-12点 14点 15分-18点', [[570, 720], [855, 1080]]],
    ['9点一刻到11点三刻', [[555, 705]]],
    ['九点半至十二点，十四时至二十一时', [[570, 720], [840, 1260]]],
    ['9點半至18時', [[570, 1080]]],
    ['9点钟-18点整', [[540, 1080]]],
    ['上午9点到12点，下午2点到6点', [[540, 720], [840, 1080]]],
    ['上午9点到12点下午2点到6点', [[540, 720], [840, 1080]]],
    ['早上8:30至晚上9:00', [[510, 1260]]],
    ['中午12点半-下午1点半', [[750, 810]]],
    ['下午1点半到5点', [[810, 1020]]],
    ['晚上8点到12点', [[1200, 1440]]],
    ['晚上10点到凌晨2点', [[1320, 1560]]],
    ['晚上10点到6点', [[1320, 1800]]],
    ['凌晨0点-早上6点', [[0, 360]]],
    ['下午14:00-18:00', [[840, 1080]]],
    ['早九晚六', [[540, 1080]]],
    ['朝九晚五', [[540, 1020]]],
    ['0930-1200 1330-1800', [[570, 720], [810, 1080]]],
    ['9am-5:30pm', [[540, 1050]]],
    ['9:00 a.m. to noon, 1-5 p.m.', [[540, 720], [780, 1020]]],
    ['9-5pm', [[540, 1020]]],
    ['10pm to 6am next day', [[1320, 1800]]],
    ['8 pm - midnight', [[1200, 1440]]],
    ['9:00 until 12:00 and 13:00 till 18:00', [[540, 720], [780, 1080]]],
    ['全天', [[0, 1440]]],
    ['24小时', [[0, 1440]]],
    ['休息', []],
    ['Closed', []],
  ])('%s is understood', (text, spans) => expect(parseDay(text)).toEqual(spans))
  it.each(['abc', '8', '8:00-8:00', '08:00-12:00 11:00-18:00', '23:00-25:00', '9:00-9:75', '9-1214-18', '上午9点到5点', '2点到下午5点', '上午14点到16点', '8:00至次日9:00', '下午1点到3点 4点到6点', '周一9-18'])('%s is not a plan', (text) => expect(parseDay(text)).toBeNull())
})

describe('a week of hours', () => {
  const work = [[540, 1080]]
  const week = [work, work, work, work, [[1260, 1560]], [], []]
  it('cannot be stored with a day that cannot be read', () => {
    expect(weekFault(week)).toBeNull()
    expect(weekFault(['9:00-', ...week.slice(1)])).toEqual({ day: 0, why: 'unreadable' })
    expect(weekFault([[[0, 60]], [], [], [], [], [], [[1260, 1560]]])).toEqual({ day: 6, why: 'overnight' })
  })
  it('is told with equal days as one', () => {
    expect(sameDays(week).map(({ from, to }) => [from, to])).toEqual([[0, 3], [4, 4], [5, 6]])
  })
  it('says when it opens next, also through a night and a holiday', () => {
    expect(nextOpening(week, 0, 600)).toEqual({ ahead: 0, from: 540, to: 1080, now: true })
    expect(nextOpening(week, 0, 1080)).toEqual({ ahead: 1, from: 540, to: 1080, now: false })
    expect(nextOpening(week, 5, 60)).toEqual({ ahead: -1, from: 1260, to: 1560, now: true })
    expect(nextOpening(week, 5, 120)).toEqual({ ahead: 2, from: 540, to: 1080, now: false })
    expect(nextOpening(week, 5, 120, (ahead) => (ahead === 2 ? [] : null))?.ahead).toBe(3)
    expect(nextOpening([[], [], [], [], [], [], []], 0, 0)).toBeNull()
  })
})

describe('silence in a recording', () => {
  const peaks = { channels: 2, seconds: 10, peaks: [[0.5, 0, 0, 0, 0, 0, 0.4, 0, 0, 0.6], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]] }
  it('is where neither side speaks for a while', () => {
    expect(silences(peaks)).toEqual([{ from: 1.25, to: 5.75 }, { from: 7.25, to: 8.75 }])
  })
  it('is jumped over, sound is not', () => {
    const spans = silences(peaks)
    expect(jumpFrom(2, spans)).toBe(5.75)
    expect(jumpFrom(0.5, spans)).toBeNull()
    expect(jumpFrom(5.74, spans)).toBeNull()
  })
})

describe('the floor', () => {
  const minute = 60_000
  const limits = (of: string): Limit | null => (of === 'holding' ? { amber: minute, red: 3 * minute, below: false } : null)
  const one = (id: string, number: string, path: string, state = 'ready', since = 0) =>
    ({ id, number, path, state, since, connected: true, line: 'up', device_kind: 'webrtc' }) as never
  const ids = (groups: ReturnType<typeof arranged>) => groups.map((group) => group.agents.map((agent) => agent.id))
  it('counts agents by state and the longest wait over all queues', () => {
    const queue = (count: number, longest_since: number) => ({ waiting: count, longest_since }) as never
    expect(figures([one('a', '1', 'x'), one('b', '2', 'x', 'talking')], [queue(2, 500), queue(1, 300), queue(0, 0)])).toEqual({
      waiting: 3,
      longestSince: 300,
      byState: { ready: 1, talking: 1 },
    })
  })
  it('tiles keep their place: inside their group by agent number', () => {
    const agents = [one('c', '1010', 'y'), one('b', '1002', 'x', 'talking'), one('a', '1001', 'x')]
    expect(ids(arranged(agents, 'team', 0, limits))).toEqual([['a', 'b'], ['c']])
    expect(ids(arranged(agents, 'state', 0, limits))).toEqual([['b'], ['a', 'c']])
    expect(ids(arranged(agents, 'alarm', 0, limits))).toEqual([['a', 'b', 'c']])
  })
  it('who is too long in a state, or cut off, or ready without a line stands first', () => {
    const deaf = { ...(one('d', '1', 'x') as object), line: 'down' } as never
    const agents = [one('a', '3', 'x', 'holding'), one('b', '2', 'x', 'talking'), deaf]
    expect(ids(arranged(agents, 'alarm', 2 * minute, limits))).toEqual([['d', 'a', 'b']])
  })
  it('callers stand in the order of their waiting', () => {
    const call = (id: string, queued_at: number, phase = 'queue') => ({ id, queued_at, phase }) as never
    expect(waiting([call('b', 20), call('a', 10), call('c', 5, 'talk')]).map(({ id }) => id)).toEqual(['a', 'b'])
  })
  it('shows half hours without a gap', () => {
    const counted = [{ code: 'offered', value: 3, above: 3, below: null, few: false }]
    const halves = ['2036-03-01T01:00:00Z', '2036-03-01T02:00:00Z'].map((begins_at) => ({ begins_at, figures: counted }))
    const midnight = Date.parse('2036-02-29T16:00:00Z')
    const shown = wholeDay(halves, midnight)
    expect(shown.map((row) => row.figures.length).slice(0, 6)).toEqual([0, 0, 1, 0, 1, 0])
    expect(shown).toHaveLength(24)
    const late = { begins_at: '2036-03-01T13:30:00Z', figures: counted }
    expect(wholeDay([...halves, late], midnight).at(-1)).toMatchObject({ at: midnight + 21.5 * 3_600_000, figures: counted })
  })
})

describe('a table in the address', () => {
  it('reads page, order and its own filters and nothing else', () => {
    const search = new URLSearchParams('page=3&sort=-talk&direction=inbound&open=x')
    expect(readTable(search, ['direction'])).toMatchObject({ page: 3, size: 20, sort: '-talk', direction: 'inbound' })
    expect(readTable(search, ['direction'])).not.toHaveProperty('open')
  })
  it('writes only what differs', () => {
    expect(writeTable(new URLSearchParams('q=1&page=2'), { q: '', sort: 'talk' }).toString()).toBe('page=2&sort=talk')
  })
})

it('errors of a form find their field, also inside lists', () => {
  expect(placeOf('numbers.0.number')).toEqual(['numbers', 0, 'number'])
  const both = { zh: '错', en: 'wrong' }
  expect(leftAfter({ 'numbers.0.number': both, name: both }, { numbers: [] })).toEqual({ name: both })
})

it('the CSRF token is taken from its cookie', () => {
  expect(csrfToken('a=1; csrftoken=abc; b=2')).toBe('abc')
  expect(csrfToken('xcsrftoken=no')).toBe('')
})
