/**
 * Keeps what an agent types about one call: on this machine at each keystroke, on the server soon after. A reload,
 * a lost network or the end of the call loses nothing: what the server has not confirmed is sent again.
 */
import { ApiError } from '@/shared/api/errors'

export type NoteStatus = 'loading' | 'saved' | 'typing' | 'saving' | 'waiting' | 'refused'

export interface NoteSurroundings {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  load: () => Promise<string>
  put: (text: string, leaving: boolean) => Promise<void>
  later: (act: () => void, ms: number) => unknown
  cancel: (timer: unknown) => void
}

const settle = 500
const longestPause = 15_000

export class NoteKeeper {
  text = ''
  status: NoteStatus = 'loading'
  refusal: ApiError | null = null
  private touched = false
  private busy = false
  private failures = 0
  private timer: unknown = null
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly key: string,
    private readonly around: NoteSurroundings,
  ) {}

  watch = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** What stands on this machine unconfirmed wins over the server's; it is newer. */
  async start(): Promise<void> {
    const kept = this.around.storage.getItem(this.key)
    if (kept !== null) {
      this.text = kept
      this.touched = true
      await this.save()
      return
    }
    try {
      const stored = await this.around.load()
      if (!this.touched) this.text = stored
    } catch {
      // A note that cannot be read now can still be written.
    }
    if (!this.touched) this.become('saved')
  }

  type(text: string): void {
    this.text = text
    this.touched = true
    this.refusal = null
    this.around.storage.setItem(this.key, text)
    this.become('typing')
    this.schedule(settle)
  }

  /** Another page of the same person is typing: this one shows it, and that page saves it. */
  heard(text: string): void {
    if (text === this.text) return
    this.text = text
    this.touched = true
    this.become('typing')
  }

  /** The other page has saved it. */
  settled(): void {
    if (this.status === 'typing' && this.timer === null) this.become('saved')
  }

  /** The page is going: send what is left without waiting. */
  leave(): void {
    if (this.around.storage.getItem(this.key) !== null) void this.around.put(this.text, true).catch(() => undefined)
  }

  /** The network is back: do not wait for the next try. */
  nudge(): void {
    if (this.status === 'waiting') void this.save()
  }

  private schedule(ms: number): void {
    if (this.timer !== null) this.around.cancel(this.timer)
    this.timer = this.around.later(() => {
      this.timer = null
      void this.save()
    }, ms)
  }

  private async save(): Promise<void> {
    if (this.busy) return
    this.busy = true
    const sent = this.text
    this.become('saving')
    try {
      await this.around.put(sent, false)
      this.failures = 0
      if (this.text === sent) {
        this.around.storage.removeItem(this.key)
        this.become('saved')
      }
    } catch (error) {
      this.failed(error)
    } finally {
      this.busy = false
    }
    if (this.text !== sent && this.timer === null) this.schedule(settle)
  }

  private failed(error: unknown): void {
    if (error instanceof ApiError && [400, 413, 422].includes(error.status)) {
      this.refusal = error
      this.become('refused')
      return
    }
    this.failures += 1
    this.become('waiting')
    this.schedule(Math.min(longestPause, 1_000 * 2 ** (this.failures - 1)))
  }

  private become(status: NoteStatus): void {
    this.status = status
    for (const listener of this.listeners) listener()
  }
}
