/** Two sides of a conversation, one above the other; a press goes there. Comments and pauses stand on it. */
import { Tooltip } from 'antd'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react'
import { useLook } from '@/shared/look'
import { palettes } from '@/shared/theme'
import type { Span } from './silence'
import styles from './Waveform.module.css'

export interface WaveMark {
  key: string
  at: number
  text: string
}

interface Props {
  peaks: number[][]
  seconds: number
  at: number
  labels: string[]
  onSeek: (seconds: number) => void
  marks?: readonly WaveMark[]
  /** Where nothing was recorded on purpose, and the word for it. */
  gaps?: readonly Span[]
  gapText?: string
}

const height = 40

export function Waveform({ peaks, seconds, at, labels, onSeek, marks = [], gaps = [], gapText = '' }: Props) {
  const { hues, lineStrong: unplayed, ink } = palettes[useLook()]
  const sides = [hues.violet[0], hues.blue[0]]
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const paint = canvas.current
    const width = box.current?.clientWidth ?? 0
    const pen = paint?.getContext('2d')
    if (!paint || !pen || width === 0) return
    const ratio = window.devicePixelRatio || 1
    if (paint.width !== width * ratio) {
      paint.width = width * ratio
      paint.height = height * peaks.length * ratio
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    pen.clearRect(0, 0, width, height * peaks.length)
    const played = seconds > 0 ? (at / seconds) * width : 0
    peaks.forEach((side, row) => {
      const middle = height * row + height / 2
      for (let x = 0; x < width; x += 3) {
        const from = Math.floor((x / width) * side.length)
        const to = Math.max(from + 1, Math.floor(((x + 3) / width) * side.length))
        const loud = Math.max(0, ...side.slice(from, to))
        const half = Math.max(0.75, Math.sqrt(loud) * (height / 2 - 3))
        pen.fillStyle = x < played ? (sides[row] ?? unplayed) : unplayed
        pen.fillRect(x, middle - half, 2, half * 2)
      }
    })
    pen.fillStyle = ink
    pen.fillRect(played, 0, 1, height * peaks.length)
  })
  const press = (event: MouseEvent) => {
    const place = event.currentTarget.getBoundingClientRect()
    onSeek(((event.clientX - place.left) / place.width) * seconds)
  }
  // The rest of the keys, and the steps, are the player's.
  const toEnds = (event: KeyboardEvent) => {
    if (event.key === 'Home') onSeek(0)
    if (event.key === 'End') onSeek(seconds)
  }
  const share = (moment: number) => `${seconds > 0 ? Math.min(100, Math.max(0, (moment / seconds) * 100)) : 0}%`
  return (
    <div className={styles.wave}>
      <div className={styles.labels}>
        {labels.map((label) => (
          <span key={label}>{label}</span>
        ))}
      </div>
      <div className={styles.stage}>
        <div
          ref={box}
          className={styles.box}
          role="slider"
          tabIndex={0}
          aria-label={labels.join(' / ')}
          aria-valuemin={0}
          aria-valuemax={Math.round(seconds)}
          aria-valuenow={Math.round(at)}
          onClick={press}
          onKeyDown={toEnds}
          data-testid="waveform"
        >
          <canvas ref={canvas} className={styles.canvas} style={{ height: height * peaks.length }} />
          {gaps.map((gap) => (
            <Tooltip key={gap.from} title={gapText}>
              <span
                className={styles.gap}
                role="img"
                aria-label={gapText}
                data-testid="gap"
                style={{ left: share(gap.from), width: share(gap.to - gap.from) }}
              />
            </Tooltip>
          ))}
        </div>
        {marks.map((mark) => (
          <Tooltip key={mark.key} title={mark.text}>
            <button
              type="button"
              className={styles.mark}
              style={{ left: share(mark.at) }}
              aria-label={mark.text}
              onClick={() => onSeek(mark.at)}
              data-testid="mark"
            />
          </Tooltip>
        ))}
      </div>
    </div>
  )
}
