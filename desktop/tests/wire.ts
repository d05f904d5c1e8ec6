/** A gateway that the test holds: it sees what the page sends and answers when told to; time stands still. */
import { GatewaySocket, type Surroundings, type Wire } from '@/live/socket'

export class FakeWire implements Wire {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  sent: Record<string, unknown>[] = []
  closed = false
  send(text: string) {
    this.sent.push(JSON.parse(text) as Record<string, unknown>)
  }
  close() {
    this.closed = true
  }
  tell(frame: Record<string, unknown>) {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }
  welcome(now = 1_000) {
    this.onopen?.()
    this.tell({ t: 'welcome', v: 1, now, person: {} })
  }
  drop(code = 1006) {
    this.onclose?.({ code })
  }
}

export class Timers {
  now = 0
  private next = 1
  private readonly due = new Map<number, { at: number; act: () => void }>()
  later = (act: () => void, ms: number) => {
    this.due.set(this.next, { at: this.now + ms, act })
    return this.next++
  }
  cancel = (timer: unknown) => void this.due.delete(timer as number)
  pass(ms: number) {
    const end = this.now + ms
    for (;;) {
      const [id, first] = [...this.due].filter(([, one]) => one.at <= end).sort((a, b) => a[1].at - b[1].at)[0] ?? []
      if (id === undefined || !first) break
      this.due.delete(id)
      this.now = first.at
      first.act()
    }
    this.now = end
  }
}

export function page() {
  const wires: FakeWire[] = []
  const timers = new Timers()
  const hands = { on: false }
  const clocks: [number, number][] = []
  const around: Surroundings = {
    open: () => {
      const wire = new FakeWire()
      wires.push(wire)
      return wire
    },
    desktop: 'page-1',
    now: () => timers.now,
    later: timers.later,
    cancel: timers.cancel,
    worked: () => hands.on,
    onClock: (theirs, ours) => clocks.push([theirs, ours]),
  }
  const socket = new GatewaySocket(around)
  socket.start()
  const wire = () => {
    const last = wires.at(-1)
    if (!last) throw new Error('no connection was opened')
    return last
  }
  return { socket, wire, wires, timers, clocks, hands }
}

export const agent = (state: string, version = 1) => ({ kind: 'agent', id: 'a1', state, version, call: '', session: 's1' })
