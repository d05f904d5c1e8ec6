/** The ring: two soft tones from the ring device, made here so that no file has to load when it counts. */

const rate = 8000

/** One cycle of the ring as a WAV file: two short tones, then silence. */
export function ringWav(): Uint8Array<ArrayBuffer> {
  const seconds = 3
  const samples = rate * seconds
  const bytes = new Uint8Array(44 + samples * 2)
  const view = new DataView(bytes.buffer)
  const text = (at: number, what: string) => bytes.set(new TextEncoder().encode(what), at)
  text(0, 'RIFF')
  view.setUint32(4, 36 + samples * 2, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, samples * 2, true)
  for (let i = 0; i < samples; i++) {
    const t = i / rate
    const tone = t < 0.4 ? 660 : t < 0.8 ? 880 : 0
    const within = t % 0.4
    const envelope = tone ? Math.min(1, within * 40) * Math.exp(-within * 5) : 0
    view.setInt16(44 + i * 2, Math.round(9000 * envelope * Math.sin(2 * Math.PI * tone * t)), true)
  }
  return bytes
}

export class Ring {
  private audio: HTMLAudioElement | null = null

  async start(device: string): Promise<void> {
    this.audio ??= this.make()
    const { audio } = this
    try {
      await audio.setSinkId?.(device)
    } catch {
      await audio.setSinkId?.('').catch(() => undefined)
    }
    audio.currentTime = 0
    await audio.play().catch(() => undefined)
  }

  stop(): void {
    this.audio?.pause()
  }

  private make(): HTMLAudioElement {
    const audio = new Audio(URL.createObjectURL(new Blob([ringWav()], { type: 'audio/wav' })))
    audio.loop = true
    return audio
  }
}
