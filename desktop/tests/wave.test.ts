/** What was recorded leaves the browser as a WAV file that everything can read. */
import { expect, it } from 'vitest'
import { base64, rate, waveFile } from '@/features/ivr/wave'

it('a WAV file says what it holds, and loud samples are cut, never turned over', () => {
  const bytes = waveFile(Float32Array.from([0, 0.5, -0.5, 2, -2]))
  const view = new DataView(bytes.buffer)
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))

  expect([text(0, 4), text(8, 16), text(36, 40)]).toEqual(['RIFF', 'WAVEfmt ', 'data'])
  expect([view.getUint32(4, true), view.getUint32(24, true), view.getUint32(40, true)]).toEqual([bytes.length - 8, rate, 10])
  expect([0, 1, 2, 3, 4].map((n) => view.getInt16(44 + n * 2, true))).toEqual([0, 16_384, -16_383, 32_767, -32_767])
})

it('a long recording is written as text whole', () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, n) => n % 256)
  expect(Uint8Array.from(atob(base64(bytes)), (char) => char.charCodeAt(0))).toEqual(bytes)
})
