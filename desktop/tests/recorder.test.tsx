/** A prompt is recorded at the microphone: it opens once, however often the button is pressed. */
import { act, renderHook } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { useRecorder } from '@/features/ivr/useRecorder'

const { opened } = vi.hoisted(() => ({ opened: [] as ((stream: object) => void)[] }))
vi.mock('@/live/phone/devices', () => ({
  openMic: () => new Promise((resolve) => opened.push(resolve)),
  savedChoice: () => ({ mic: '' }),
  troubleOf: () => 'denied',
}))
vi.mock('@/live/phone/level', () => ({ watchLevel: () => () => undefined }))

class Recorder {
  static begun = 0
  start() {
    Recorder.begun += 1
  }
  stop() {}
}
vi.stubGlobal('MediaRecorder', Recorder)

it('a second press while the microphone opens, or is open, begins no second recording', async () => {
  const { result } = renderHook(() => useRecorder())
  act(() => void result.current.start())
  act(() => void result.current.start())
  expect(opened.length).toBe(1)
  await act(async () => opened[0]?.({ getTracks: () => [] }))
  act(() => void result.current.start())
  expect([opened.length, Recorder.begun]).toEqual([1, 1])
  expect(result.current.since).not.toBeNull()
  act(() => result.current.stop())
  act(() => void result.current.start())
  expect(opened.length).toBe(2)
})
