/**
 * The browser as the agent's phone: it registers, and takes the standing leg that the house dials. Ringing and
 * answering are not its business: they come by the gateway.
 */
import type { Shape } from '@/shared/api/client'
import type { RTCSession } from 'jssip/lib/RTCSession'
import type { UA } from 'jssip/lib/UA'
import { type Choice, openMic, saveChoice, savedChoice, troubleOf } from './devices'
import { type PhoneEvent, type PhoneState, phoneAfter, phoneOff } from './machine'
import { type Measured, type Reading, measure, read, settled } from './quality'
import { isLoopback, keepLoopback } from './sdp'

export type LineAccount = Shape<'LineOut'>

/** Waiting for all candidates would delay each answer by seconds. */
const gatherFor = 250
const measureEvery = 3_000
const standing = 'standing'

/** The events of JsSIP that we use, with what they carry. */
interface IncomingSession {
  originator: 'local' | 'remote'
  session: RTCSession
  request: { getHeader(name: string): string | undefined }
}

export class Softphone {
  state: PhoneState = phoneOff
  measured: Measured | null = null
  choice: Choice = savedChoice()
  mic: MediaStream | null = null
  private ua: UA | null = null
  private account: LineAccount | null = null
  private leg: RTCSession | null = null
  private open = false
  private reading: Reading | null = null
  private before: Measured | null = null
  private timer: ReturnType<typeof setInterval> | undefined
  private readonly speaker = new Audio()
  private readonly listeners = new Set<() => void>()

  watch = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Ask for the microphone; false: the state says what is wrong with it. */
  async prepare(): Promise<boolean> {
    if (this.mic?.active) return true
    if (!navigator.mediaDevices) {
      this.happen({ type: 'mic', trouble: 'insecure' })
      return false
    }
    try {
      this.take(await openMic(this.choice.mic))
      this.happen({ type: 'mic_ready' })
      return true
    } catch (error) {
      this.happen({ type: 'mic', trouble: troubleOf(error) })
      return false
    }
  }

  async start(account: LineAccount): Promise<void> {
    if (this.account?.device_id === account.device_id && this.ua) return
    this.stop()
    this.account = account
    this.happen({ type: 'started' })
    if (!(await this.prepare()) || this.account !== account) return
    await this.register(account)
  }

  /** After the person has mended the microphone. */
  async retry(): Promise<void> {
    const account = this.account
    if (!account) {
      if (await this.prepare()) this.happen({ type: 'stopped' })
      return
    }
    if (!(await this.prepare())) return
    if (this.ua) this.wake()
    else await this.register(account)
  }

  stop(): void {
    this.account = null
    clearInterval(this.timer)
    const { ua } = this
    this.ua = null
    this.leg = null
    ua?.removeAllListeners()
    ua?.stop()
    this.speaker.srcObject = null
    for (const track of this.mic?.getTracks() ?? []) track.stop()
    this.mic = null
    this.measured = null
    this.happen({ type: 'stopped' })
  }

  /** The machine woke up or the network is back: register again without waiting. */
  wake(): void {
    if (this.ua?.isConnected()) this.ua.register()
    else if (this.ua) this.ua.start()
  }

  /** Whether the microphone is open; it is only while the agent speaks with somebody and is not muted. */
  listen(open: boolean): void {
    this.open = open
    for (const track of this.mic?.getAudioTracks() ?? []) track.enabled = open
  }

  async choose(choice: Choice): Promise<void> {
    const changed = choice.mic !== this.choice.mic
    this.choice = choice
    saveChoice(choice)
    await this.aim()
    if (changed && this.mic) {
      for (const track of this.mic.getTracks()) track.stop()
      this.mic = null
      if (await this.prepare()) await this.replaceTrack()
    }
    this.tell()
  }

  private async register(account: LineAccount): Promise<void> {
    const { UA: Agent, WebSocketInterface } = await import('jssip')
    if (this.account !== account) return
    const ua = new Agent({
      sockets: [new WebSocketInterface(account.ws_url)],
      uri: account.sip_uri,
      authorization_user: account.username,
      password: account.password,
      register_expires: 120,
      session_timers: false,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 5,
    })
    this.ua = ua
    ua.on('connecting', () => this.happen({ type: 'connecting' }))
    ua.on('registered', () => this.happen({ type: 'registered' }))
    ua.on('registrationFailed', () => this.happen({ type: ua.isConnected() ? 'refused' : 'disconnected' }))
    ua.on('disconnected', () => this.happen({ type: 'disconnected' }))
    ua.on('newRTCSession', (event: unknown) => this.incoming(event as IncomingSession))
    this.happen({ type: 'connecting' })
    ua.start()
  }

  private incoming({ originator, session, request }: IncomingSession): void {
    if (originator !== 'remote') return
    if (request.getHeader('X-Zuoxi-Line') !== standing || !this.mic || !this.account) {
      session.terminate({ status_code: 480 })
      return
    }
    const local = isLoopback(this.account.ws_url)
    let gathering: ReturnType<typeof setTimeout> | undefined
    session.on('icecandidate', (event: { ready: () => void }) => {
      gathering ??= setTimeout(event.ready, gatherFor)
    })
    session.on('sdp', (event: { originator: string; sdp: string }) => {
      clearTimeout(gathering)
      if (local && event.originator === 'local') event.sdp = keepLoopback(event.sdp)
    })
    session.on('peerconnection', (event: { peerconnection: RTCPeerConnection }) => {
      event.peerconnection.addEventListener('track', (arrived) => void this.play(arrived))
    })
    session.on('confirmed', () => this.legUp(session))
    session.on('ended', () => this.legDown(session))
    session.on('failed', () => this.legDown(session))
    session.answer({ mediaStream: this.mic, pcConfig: { iceServers: [] } })
  }

  private legUp(session: RTCSession): void {
    this.leg = session
    this.listen(this.open)
    this.happen({ type: 'leg_up' })
    clearInterval(this.timer)
    this.reading = null
    this.before = null
    this.timer = setInterval(() => void this.measure(session), measureEvery)
  }

  private legDown(session: RTCSession): void {
    if (this.leg !== session) return
    this.leg = null
    clearInterval(this.timer)
    this.measured = null
    this.happen({ type: 'leg_down' })
  }

  private async measure(session: RTCSession): Promise<void> {
    const now = await read(session.connection)
    if (this.reading && this.leg === session) {
      const measured = measure(this.reading, now)
      this.measured = settled(this.before, measured)
      this.before = measured
      this.tell()
    }
    this.reading = now
  }

  private async play(arrived: RTCTrackEvent): Promise<void> {
    this.speaker.srcObject = arrived.streams[0] ?? new MediaStream([arrived.track])
    await this.aim()
    await this.sound()
  }

  private async sound(): Promise<void> {
    try {
      await this.speaker.play()
      this.happen({ type: 'playing', heard: true })
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return
      this.happen({ type: 'playing', heard: false })
      window.addEventListener('pointerdown', () => void this.sound(), { once: true })
    }
  }

  /** Send the voice to the chosen speaker; one that is gone falls back to the system's. */
  private async aim(): Promise<void> {
    try {
      await this.speaker.setSinkId?.(this.choice.speaker)
    } catch {
      await this.speaker.setSinkId?.('').catch(() => undefined)
    }
  }

  private async replaceTrack(): Promise<void> {
    const track = this.mic?.getAudioTracks()[0]
    const sender = this.leg?.connection.getSenders().find((one) => one.track?.kind === 'audio' || one.track === null)
    if (track && sender) await sender.replaceTrack(track)
  }

  private take(stream: MediaStream): void {
    this.mic = stream
    this.listen(this.open)
    for (const track of stream.getAudioTracks()) track.addEventListener('ended', () => void this.unplugged(stream))
  }

  private async unplugged(stream: MediaStream): Promise<void> {
    if (this.mic !== stream) return
    this.mic = null
    if (await this.prepare()) await this.replaceTrack()
  }

  private happen(event: PhoneEvent): void {
    const next = phoneAfter(this.state, event)
    if (next === this.state) return
    this.state = next
    this.tell()
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}
