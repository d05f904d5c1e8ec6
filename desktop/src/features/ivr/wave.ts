/** What the microphone or a file gave, as a WAV file that the API takes: 16 kHz, 16 bit, mono. */

export const rate = 16_000
const head = 44

/** A WAV file of samples from -1 to 1. */
export function waveFile(samples: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(head + samples.length * 2))
  const text = (at: number, word: string) => [...word].forEach((char, n) => view.setUint8(at + n, char.charCodeAt(0)))
  text(0, 'RIFF')
  view.setUint32(4, head - 8 + samples.length * 2, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  samples.forEach((sample, n) => view.setInt16(head + n * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true))
  return new Uint8Array(view.buffer)
}

/** What a recorder of the browser has made, whatever its form, at our rate and in one channel. */
export async function decoded(blob: Blob): Promise<Float32Array> {
  const context = new OfflineAudioContext(1, 1, rate)
  const sound = await context.decodeAudioData(await blob.arrayBuffer())
  const mix = new Float32Array(sound.length)
  for (let channel = 0; channel < sound.numberOfChannels; channel++)
    sound.getChannelData(channel).forEach((sample, n) => (mix[n] = (mix[n] ?? 0) + sample / sound.numberOfChannels))
  return mix
}

const step = 32_768

/** As text in a body. */
export function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += step) text += String.fromCharCode(...bytes.subarray(at, at + step))
  return btoa(text)
}
