/** Recording a prompt at the microphone: idle, recording with its level, then something to listen to and to keep. */
import { useEffect, useRef, useState } from 'react'
import { openMic, savedChoice, troubleOf } from '@/live/phone/devices'
import { watchLevel } from '@/live/phone/level'
import { serverNow } from '@/shared/clock'
import { decoded, waveFile } from './wave'

/** The API takes no more. */
export const longestMs = 80_000

export type Trouble = ReturnType<typeof troubleOf> | 'unreadable'

interface Taken {
  bytes: Uint8Array
  url: string
}

export interface Recorder {
  since: number | null
  level: number
  taken: Taken | null
  trouble: Trouble | null
  start: () => Promise<void>
  stop: () => void
  drop: () => void
}

export function useRecorder(): Recorder {
  const [since, setSince] = useState<number | null>(null)
  const [level, setLevel] = useState(0)
  const [taken, setTaken] = useState<Taken | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const end = useRef<(keep: boolean) => void>(() => undefined)
  /** The microphone is being opened or is open: a second press begins nothing. */
  const begun = useRef(false)
  const drop = () => {
    if (taken) URL.revokeObjectURL(taken.url)
    setTaken(null)
  }
  const start = async () => {
    if (begun.current) return
    begun.current = true
    drop()
    setTrouble(null)
    let stream: MediaStream
    try {
      stream = await openMic(savedChoice().mic)
    } catch (error) {
      begun.current = false
      setTrouble(troubleOf(error))
      return
    }
    const recorder = new MediaRecorder(stream)
    const parts: Blob[] = []
    const quiet = watchLevel(stream, setLevel)
    const limit = setTimeout(() => end.current(true), longestMs - 500)
    let wanted = true
    recorder.ondataavailable = (event) => parts.push(event.data)
    recorder.onstop = async () => {
      for (const track of stream.getTracks()) track.stop()
      if (!wanted) return
      try {
        const bytes = waveFile(await decoded(new Blob(parts)))
        setTaken({ bytes, url: URL.createObjectURL(new Blob([bytes as BlobPart], { type: 'audio/wav' })) })
      } catch {
        setTrouble('unreadable')
      }
    }
    end.current = (keep) => {
      wanted = keep
      begun.current = false
      end.current = () => undefined
      clearTimeout(limit)
      quiet()
      setSince(null)
      setLevel(0)
      recorder.stop()
    }
    recorder.start()
    setSince(serverNow())
  }
  // The page is left in the middle of it: the microphone goes off.
  useEffect(() => () => end.current(false), [])
  return { since, level, taken, trouble, start, stop: () => end.current(true), drop }
}
