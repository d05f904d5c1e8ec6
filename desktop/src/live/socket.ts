/**
 * The page's line to the gateway (protocol version 1): it says hello, subscribes, notices gaps, and comes back by
 * itself. Nothing here knows React; time and the socket are handed in, so that tests can hold both.
 */
import { type Board, apply, emptyBoard } from './board'
import { CLOSE_CODES, type FromGateway, type Nack, PROTOCOL_VERSION, type Told, type Topic } from './protocol'

/** `outdated`: the gateway speaks another version of the protocol; only a fresh page helps. */
export type Connection = 'connecting' | 'open' | 'lost' | 'closed' | 'outdated'

/** What we need of a WebSocket. */
export interface Wire {
  onopen: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: { code: number }) => void) | null
  send(text: string): void
  close(): void
}

export interface Surroundings {
  open: () => Wire
  desktop: string
  now: () => number
  later: (act: () => void, ms: number) => unknown
  cancel: (timer: unknown) => void
  /** Whether a hand was on this page lately. */
  worked: () => boolean
  onClock: (serverNow: number, localNow: number) => void
}

/** A command was refused: `code`, a sentence in both languages (null when the page itself says so), data. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly sentence: Nack['message'] | null,
    readonly data: Record<string, unknown>,
  ) {
    super(code)
    this.name = 'Refused'
  }
}

function unsent(code: 'line_lost' | 'no_answer'): Refused {
  return new Refused(code, null, {})
}

/** What is told of the line itself; `at`: the moment that it is about (ms; 0: now). */
type Listener = (what: Told | 'permissions', at: number, said: Said) => void

/** Who of the leaders did it, and why. */
export interface Said {
  by: string
  why: string
}

interface Subscription {
  board: Board
  asked: boolean
  listeners: Set<() => void>
}

interface Waiting {
  resolve: (data: Record<string, unknown>) => void
  reject: (refused: Refused) => void
  timer: unknown
}

const pingEvery = 15_000
const pongWithin = 8_000
const answerWithin = 10_000

export function pause(attempt: number): number {
  return Math.min(8_000, 300 * 2 ** attempt)
}

export class GatewaySocket {
  connection: Connection = 'connecting'
  liveAway = false
  /** How often the line has come up: a new number means that the page has to sign in at the phone again. */
  opened = 0
  private wire: Wire | null = null
  private attempt = 0
  private next = 1
  private readonly subscriptions = new Map<Topic, Subscription>()
  private readonly waiting = new Map<string, Waiting>()
  private readonly watchers = new Set<() => void>()
  private readonly told = new Set<Listener>()
  private timer: unknown = null
  private heart: unknown = null

  constructor(private readonly around: Surroundings) {}

  start(): void {
    this.attempt = 0
    this.connect()
  }

  /** For good: the person has signed out or was displaced. */
  stop(): void {
    this.become('closed')
    this.drop()
  }

  /** The machine woke up or the network is back: do not wait for the next try. */
  nudge(): void {
    if (this.connection === 'lost') this.connect()
    else if (this.connection === 'open') this.beat()
  }

  watch(listener: () => void): () => void {
    this.watchers.add(listener)
    return () => this.watchers.delete(listener)
  }

  onTold(listener: Listener): () => void {
    this.told.add(listener)
    return () => this.told.delete(listener)
  }

  /** Begin to follow a topic; the returned function ends it. Who follows the same topic shares one subscription. */
  follow(topic: Topic, listener: () => void): () => void {
    let subscription = this.subscriptions.get(topic)
    if (!subscription) {
      subscription = { board: emptyBoard, asked: false, listeners: new Set() }
      this.subscriptions.set(topic, subscription)
    }
    const { listeners } = subscription
    listeners.add(listener)
    if (this.connection === 'open') this.subscribe(topic)
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0 || this.subscriptions.get(topic)?.listeners !== listeners) return
      this.subscriptions.delete(topic)
      if (this.connection === 'open') this.say({ t: 'unsub', id: topic })
    }
  }

  board(topic: Topic): Board {
    return this.subscriptions.get(topic)?.board ?? emptyBoard
  }

  /** Ask for something; resolves with the answer's data, rejects with `Refused`. */
  command(name: string, args: Record<string, unknown>, expect: number | null): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      if (this.connection !== 'open') {
        reject(unsent('line_lost'))
        return
      }
      const id = `c${this.next++}`
      const timer = this.around.later(() => {
        this.waiting.delete(id)
        reject(unsent('no_answer'))
      }, answerWithin)
      this.waiting.set(id, { resolve, reject, timer })
      this.say({ t: 'cmd', id, name, args, expect })
    })
  }

  private connect(): void {
    this.cancelTimer()
    this.become('connecting')
    this.attempt += 1
    const wire = this.around.open()
    this.wire = wire
    wire.onopen = () => {
      if (wire === this.wire) this.say({ t: 'hello', v: PROTOCOL_VERSION, desktop: this.around.desktop })
    }
    wire.onmessage = (event) => {
      if (wire === this.wire && typeof event.data === 'string') this.hear(JSON.parse(event.data) as FromGateway)
    }
    wire.onclose = (event) => {
      if (wire === this.wire) this.closed(event.code)
    }
  }

  private closed(code: number): void {
    if (code === CLOSE_CODES.signed_out) {
      this.stop()
      this.tell('signed_out')
    } else if (code === CLOSE_CODES.other_version) {
      this.stop()
      this.become('outdated')
    } else this.lose()
  }

  private tell(what: Told | 'permissions', at = 0, said: Said = { by: '', why: '' }): void {
    for (const listener of this.told) listener(what, at, said)
  }

  private lose(): void {
    this.drop()
    if (this.connection === 'closed') return
    this.become('lost')
    this.timer = this.around.later(() => this.connect(), pause(this.attempt))
  }

  private drop(): void {
    this.cancelTimer()
    if (this.heart !== null) this.around.cancel(this.heart)
    this.heart = null
    const wire = this.wire
    this.wire = null
    wire?.close()
    for (const subscription of this.subscriptions.values()) subscription.asked = false
    for (const one of this.waiting.values()) {
      this.around.cancel(one.timer)
      one.reject(unsent('line_lost'))
    }
    this.waiting.clear()
  }

  private cancelTimer(): void {
    if (this.timer !== null) this.around.cancel(this.timer)
    this.timer = null
  }

  private become(connection: Connection): void {
    if (this.connection === connection) return
    this.connection = connection
    if (connection === 'open') this.opened += 1
    this.changed()
  }

  private changed(): void {
    for (const watcher of this.watchers) watcher()
  }

  private say(frame: Record<string, unknown>): void {
    this.wire?.send(JSON.stringify(frame))
  }

  private subscribe(topic: Topic): void {
    const subscription = this.subscriptions.get(topic)
    if (!subscription || subscription.asked) return
    subscription.asked = true
    // A new connection is a new count: take a whole snapshot; `from` is only for gaps within a connection.
    this.say({ t: 'sub', id: topic, topic })
  }

  private beat(): void {
    if (this.heart !== null) this.around.cancel(this.heart)
    this.say({ t: 'ping', worked: this.around.worked() })
    this.heart = this.around.later(() => this.lose(), pongWithin)
  }

  private rest(): void {
    if (this.heart !== null) this.around.cancel(this.heart)
    this.heart = this.around.later(() => this.beat(), pingEvery)
  }

  private hear(frame: FromGateway): void {
    switch (frame.t) {
      case 'welcome':
        this.attempt = 0
        this.around.onClock(frame.now, this.around.now())
        if (this.connection === 'open') this.tell('permissions')
        else this.liveAway = false // told again if the floor is away
        this.become('open')
        for (const id of this.subscriptions.keys()) this.subscribe(id)
        break
      case 'snap':
      case 'ev':
        this.place(frame)
        break
      case 'ack':
        this.answer(frame.id)?.resolve(frame.data ?? {})
        break
      case 'nack':
        this.answer(frame.id)?.reject(new Refused(frame.code, frame.message, frame.data ?? {}))
        break
      case 'told':
        if (frame.what === 'live_away' || frame.what === 'live_back') {
          this.liveAway = frame.what === 'live_away'
          this.changed()
        }
        this.tell(frame.what, frame.at ?? 0, { by: frame.by ?? '', why: frame.why ?? '' })
        break
      case 'pong':
        this.around.onClock(frame.now, this.around.now())
        break
    }
    if (this.wire !== null) this.rest()
  }

  private answer(id: string): Waiting | undefined {
    const one = this.waiting.get(id)
    this.waiting.delete(id)
    if (one) this.around.cancel(one.timer)
    return one
  }

  private place(frame: Extract<FromGateway, { t: 'snap' | 'ev' }>): void {
    const topic = frame.id as Topic
    const subscription = this.subscriptions.get(topic)
    if (!subscription) return
    const placed = apply(subscription.board, frame)
    if (placed === 'gap') {
      // Some events are missing: ask for what came after the last one that we have.
      this.say({ t: 'sub', id: topic, topic, from: subscription.board.n })
      return
    }
    if (placed === subscription.board) return
    subscription.board = placed
    for (const listener of subscription.listeners) listener()
  }
}
