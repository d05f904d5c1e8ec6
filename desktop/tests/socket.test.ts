import { describe, expect, it, vi } from 'vitest'
import { Refused } from '@/live/socket'
import { agent, page } from './wire'

describe('the line to the gateway', () => {
  it('says hello with the id of its page and takes the clock from the welcome', () => {
    const { wire, clocks, socket } = page()
    wire().welcome(5_000)
    expect(wire().sent[0]).toEqual({ t: 'hello', v: 1, desktop: 'page-1' })
    expect(clocks).toEqual([[5_000, 0]])
    expect(socket.connection).toBe('open')
  })

  it('follows a topic once however many look at it, and leaves with the last', () => {
    const { wire, socket } = page()
    wire().welcome()
    const first = socket.follow('floor', () => {})
    const second = socket.follow('floor', () => {})
    expect(wire().sent.filter((frame) => frame.t === 'sub')).toEqual([{ t: 'sub', id: 'floor', topic: 'floor' }])
    first()
    expect(wire().sent.some((frame) => frame.t === 'unsub')).toBe(false)
    second()
    expect(wire().sent.at(-1)).toEqual({ t: 'unsub', id: 'floor' })
  })

  it('moves its board on by events and tells who looks', () => {
    const { wire, socket } = page()
    wire().welcome()
    const seen = vi.fn()
    socket.follow('desk', seen)
    wire().tell({ t: 'snap', id: 'desk', n: 7, data: { 'agent:a1': agent('ready') } })
    wire().tell({ t: 'ev', id: 'desk', n: 8, put: { 'agent:a1': agent('ringing', 2) }, gone: [] })
    expect(socket.board('desk')).toMatchObject({ n: 8, views: { 'agent:a1': { state: 'ringing' } } })
    expect(seen).toHaveBeenCalledTimes(2)
  })

  it('asks for what is missing when it notices a gap, and shows nothing half', () => {
    const { wire, socket } = page()
    wire().welcome()
    socket.follow('desk', () => {})
    wire().tell({ t: 'snap', id: 'desk', n: 1, data: { 'agent:a1': agent('ready') } })
    wire().tell({ t: 'ev', id: 'desk', n: 3, put: { 'agent:a1': agent('talking', 3) }, gone: [] })
    expect(socket.board('desk').n).toBe(1)
    expect(wire().sent.at(-1)).toEqual({ t: 'sub', id: 'desk', topic: 'desk', from: 1 })
    wire().tell({ t: 'ev', id: 'desk', n: 2, put: { 'agent:a1': agent('ringing', 2) }, gone: [] })
    wire().tell({ t: 'ev', id: 'desk', n: 3, put: { 'agent:a1': agent('talking', 3) }, gone: [] })
    expect(socket.board('desk')).toMatchObject({ n: 3, views: { 'agent:a1': { state: 'talking' } } })
  })

  it('does not take old news twice', () => {
    const { wire, socket } = page()
    wire().welcome()
    socket.follow('desk', () => {})
    wire().tell({ t: 'snap', id: 'desk', n: 4, data: { 'agent:a1': agent('talking', 4) } })
    wire().tell({ t: 'ev', id: 'desk', n: 4, put: { 'agent:a1': agent('ready', 3) }, gone: [] })
    expect(socket.board('desk').views['agent:a1']).toMatchObject({ state: 'talking' })
  })

  it('comes back by itself, later each time, with whole snapshots, and keeps showing what it knew', () => {
    const { wire, wires, timers, socket } = page()
    wire().welcome()
    socket.follow('desk', () => {})
    wire().tell({ t: 'snap', id: 'desk', n: 9, data: { 'agent:a1': agent('talking') } })
    wire().drop()
    expect(socket.connection).toBe('lost')
    expect(socket.board('desk').known).toBe(true)
    timers.pass(300)
    expect(wires).toHaveLength(2)
    wire().drop()
    timers.pass(599)
    expect(wires).toHaveLength(2)
    timers.pass(1)
    expect(wires).toHaveLength(3)
    wire().welcome()
    expect(wire().sent.at(-1)).toEqual({ t: 'sub', id: 'desk', topic: 'desk' })
    expect(socket.opened).toBe(2)
  })

  it('notices a dead connection by the missing pong', () => {
    const { wire, timers, socket } = page()
    wire().welcome()
    timers.pass(15_000)
    expect(wire().sent.at(-1)).toEqual({ t: 'ping', worked: false })
    wire().tell({ t: 'pong', now: 16_000 })
    timers.pass(15_000 + 8_000)
    expect(socket.connection).not.toBe('open')
  })

  it('says with its ping whether a hand was on the page', () => {
    const { wire, timers, hands } = page()
    wire().welcome()
    hands.on = true
    timers.pass(15_000)
    expect(wire().sent.at(-1)).toEqual({ t: 'ping', worked: true })
  })

  it('does not wait for the next try when the machine wakes up', () => {
    const { wire, wires, socket } = page()
    wire().welcome()
    wire().drop()
    socket.nudge()
    expect(wires).toHaveLength(2)
  })

  it('answers commands by their ids; a refusal carries its sentence', async () => {
    const { wire, socket } = page()
    wire().welcome()
    const good = socket.command('ready', {}, 3)
    const bad = socket.command('dial', { number: '1' }, null)
    const [first, second] = wire().sent.slice(-2)
    expect(first).toMatchObject({ t: 'cmd', name: 'ready', expect: 3 })
    wire().tell({ t: 'nack', id: second?.id, code: 'blacklist', message: { zh: '黑名单', en: 'blacklisted' }, data: {} })
    wire().tell({ t: 'ack', id: first?.id, data: { ok: 1 } })
    await expect(good).resolves.toEqual({ ok: 1 })
    await expect(bad).rejects.toMatchObject({ code: 'blacklist', sentence: { en: 'blacklisted' } })
  })

  it('leaves no command without an end when the line is lost', async () => {
    const { wire, socket } = page()
    wire().welcome()
    const asked = socket.command('ready', {}, null)
    wire().drop()
    await expect(asked).rejects.toMatchObject({ code: 'line_lost' })
    await expect(socket.command('ready', {}, null)).rejects.toBeInstanceOf(Refused)
  })

  it('stops for good when the web session is over, and asks for a fresh page at another version', () => {
    const first = page()
    const told = vi.fn()
    first.socket.onTold(told)
    first.wire().welcome()
    first.wire().drop(4401)
    first.timers.pass(60_000)
    expect(first.wires).toHaveLength(1)
    expect(told).toHaveBeenCalledWith('signed_out', 0, { by: '', why: '' })
    const second = page()
    second.wire().drop(4409)
    expect(second.socket.connection).toBe('outdated')
  })
})
