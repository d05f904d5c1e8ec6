import { beforeEach, describe, expect, it, vi } from 'vitest'
import { NoteKeeper } from '@/features/workbench/noteKeeper'
import { ApiError } from '@/shared/api/errors'
import { Timers } from './wire'

function keeper(put: (text: string) => Promise<void>, load = async () => '') {
  const timers = new Timers()
  const one = new NoteKeeper('zuoxi.note.p1.c1', { storage: localStorage, put, load, later: timers.later, cancel: timers.cancel })
  return { one, timers }
}

const settled = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(() => queueMicrotask(resolve))))

describe('notes as typed', () => {
  beforeEach(() => localStorage.clear())

  it('are on this machine at each keystroke and on the server soon after', async () => {
    const put = vi.fn(async () => {})
    const { one, timers } = keeper(put)
    await one.start()
    one.type('想')
    one.type('想要退')
    expect(localStorage.getItem('zuoxi.note.p1.c1')).toBe('想要退')
    expect(put).not.toHaveBeenCalled()
    timers.pass(500)
    await settled()
    expect(put).toHaveBeenCalledExactlyOnceWith('想要退', false)
    expect(one.status).toBe('saved')
    expect(localStorage.getItem('zuoxi.note.p1.c1')).toBeNull()
  })

  it('come back after a reload that was quicker than the server', async () => {
    localStorage.setItem('zuoxi.note.p1.c1', '没送出去')
    const put = vi.fn(async () => {})
    const { one } = keeper(put, async () => '旧的')
    await one.start()
    expect(one.text).toBe('没送出去')
    expect(put).toHaveBeenCalledWith('没送出去', false)
  })

  it('are the same in two pages of one person, and neither writes over the other', async () => {
    const put = vi.fn(async () => {})
    const { one: here, timers } = keeper(put)
    const there = keeper(vi.fn(async () => {})).one
    await Promise.all([here.start(), there.start()])
    here.type('第一页')
    there.heard('第一页')
    expect([there.text, there.status]).toEqual(['第一页', 'typing'])
    timers.pass(500)
    await settled()
    there.settled()
    there.type('第一页，第二页接着写')
    here.heard('第一页，第二页接着写')
    expect(here.text).toBe(there.text)
  })

  it('survive a lost network and are sent when it is back', async () => {
    const put = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue(undefined)
    const { one, timers } = keeper(put)
    await one.start()
    one.type('别丢')
    timers.pass(500)
    await settled()
    expect(one.status).toBe('waiting')
    expect(localStorage.getItem('zuoxi.note.p1.c1')).toBe('别丢')
    timers.pass(1_000)
    await settled()
    expect(one.status).toBe('saved')
  })

  it('send what was typed while the last save was on its way', async () => {
    let done = () => {}
    const put = vi.fn().mockImplementationOnce(() => new Promise<void>((resolve) => (done = resolve))).mockResolvedValue(undefined)
    const { one, timers } = keeper(put)
    await one.start()
    one.type('一')
    timers.pass(500)
    one.type('一二')
    done()
    await settled()
    timers.pass(500)
    await settled()
    expect(put).toHaveBeenLastCalledWith('一二', false)
    expect(one.status).toBe('saved')
  })

  it('say why the server does not take them, and keep them', async () => {
    const tooLong = new ApiError('invalid', { zh: '太长', en: 'too long' }, 422)
    const { one, timers } = keeper(() => Promise.reject(tooLong))
    await one.start()
    one.type('x')
    timers.pass(500)
    await settled()
    expect(one.status).toBe('refused')
    expect(one.refusal).toBe(tooLong)
    expect(localStorage.getItem('zuoxi.note.p1.c1')).toBe('x')
  })

  it('do not overwrite what is typed before the stored note has arrived', async () => {
    let arrive: (text: string) => void = () => {}
    const { one } = keeper(async () => {}, () => new Promise((resolve) => (arrive = resolve)))
    const started = one.start()
    one.type('新')
    arrive('旧')
    await started
    expect(one.text).toBe('新')
  })
})
