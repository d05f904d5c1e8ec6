/** A recording: both sides as a waveform, speed, jumping over silence, comments, taking it along. */
import { CaretRightOutlined, CommentOutlined, DownloadOutlined, PauseOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Flex, Segmented, Tooltip, Typography } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { api, call } from '@/shared/api/client'
import { duration } from '@/shared/formats'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { ErrorText } from '@/shared/ui/ErrorText'
import { Waveform } from '@/shared/ui/Waveform'
import { type Draft, RecordingComments } from './RecordingComments'
import { type Peaks, type Span, jumpFrom, silences } from './silence'
import { usePlayerKeys } from './usePlayerKeys'

interface Props {
  /** Behind which door it is: a conversation, or a message on which only the caller speaks. */
  kind?: 'recordings' | 'messages'
  id: string
  state: string
  /** Where the recording was paused on purpose, in seconds. */
  gaps?: readonly Span[]
  onPlay?: () => void
}

const speeds = [0.75, 1, 1.25, 1.5, 2]
const none: readonly Span[] = []
const ready = ['stored', 'verified', 'short']

export function RecordingPlayer({ kind = 'recordings', id, state, gaps = none, onPlay }: Props) {
  const t = useText()
  if (ready.includes(state))
    return (
      <>
        {state === 'short' && <Typography.Text type="warning">{t('recording.short')}</Typography.Text>}
        <Player kind={kind} id={id} gaps={gaps} {...(onPlay ? { onPlay } : {})} />
      </>
    )
  if (state === 'missing') return <ErrorText>{t('recording.missing')}</ErrorText>
  if (state === 'erased') return <Typography.Text type="secondary">{t('recording.erased')}</Typography.Text>
  if (state === 'altered') return <ErrorText>{t('recording.altered')}</ErrorText>
  return <Typography.Text type="secondary">{t('recording.coming')}</Typography.Text>
}

const waveforms = {
  recordings: (id: string) => call(api.GET('/api/recordings/{recording}/peaks', { params: { path: { recording: id } } })),
  messages: (id: string) => call(api.GET('/api/messages/{message}/peaks', { params: { path: { message: id } } })),
}

function Player({ kind, id, gaps, onPlay }: { kind: 'recordings' | 'messages'; id: string; gaps: readonly Span[]; onPlay?: () => void }) {
  const t = useText()
  const may = useMay()
  const commented = kind === 'recordings'
  const [draft, setDraft] = useState<Draft | null>(null)
  const { data: comments = [] } = useQuery({
    queryKey: ['comments', id],
    queryFn: () => call(api.GET('/api/recordings/{recording}/comments', { params: { path: { recording: id }, query: { size: 500 } } })).then((page) => page.items),
    enabled: commented,
  })
  const audio = useRef<HTMLAudioElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState(1)
  const [skip, setSkip] = useState(false)
  const [broken, setBroken] = useState(false)
  const { data: peaks, error } = useQuery({
    queryKey: ['peaks', id],
    queryFn: () => waveforms[kind](id) as Promise<unknown> as Promise<Peaks>,
    staleTime: Infinity,
  })
  const quiet = useMemo(() => (peaks ? silences(peaks) : []), [peaks])
  useEffect(() => {
    if (audio.current) audio.current.playbackRate = speed
  }, [speed])
  // The picture follows the sound frame by frame while it plays; `timeupdate` alone comes four times a second.
  useEffect(() => {
    if (!playing) return undefined
    let frame = 0
    const follow = () => {
      const player = audio.current
      if (player) {
        const target = skip ? jumpFrom(player.currentTime, quiet) : null
        if (target !== null) player.currentTime = target
        setAt(player.currentTime)
      }
      frame = requestAnimationFrame(follow)
    }
    frame = requestAnimationFrame(follow)
    return () => cancelAnimationFrame(frame)
  }, [playing, skip, quiet])

  const seek = (seconds: number) => {
    if (audio.current) audio.current.currentTime = seconds
    setAt(seconds)
  }
  const step = (by: number) => seek(Math.min(peaks?.seconds ?? 0, Math.max(0, (audio.current?.currentTime || at) + by)))
  const faster = (by: 1 | -1) => setSpeed((now) => speeds[speeds.indexOf(now) + by] ?? now)
  const comment = () => {
    audio.current?.pause()
    setDraft({ id: null, at_ms: Math.round(at * 1000), text: '' })
  }
  const toggle = () => void (playing ? audio.current?.pause() : audio.current?.play().catch(() => setBroken(true)))
  usePlayerKeys(box, { toggle, step, faster, ...(commented ? { comment } : {}) })
  if (error) return <ErrorNote error={error} />
  return (
    <div ref={box} data-testid="player" role="group" aria-label={t('call.recording')}>
      <audio
        ref={audio}
        src={`/api/${kind}/${id}/audio`}
        preload="none"
        onPlay={() => {
          setPlaying(true)
          onPlay?.()
        }}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onError={() => setBroken(true)}
      />
      {peaks && (
        <Waveform
          peaks={kind === 'messages' ? peaks.peaks.slice(0, 1) : peaks.peaks}
          seconds={peaks.seconds}
          at={at}
          labels={[t('recording.customer'), t('recording.agent')]}
          onSeek={seek}
          marks={comments.map((one) => ({ key: one.id, at: one.at_ms / 1000, text: `${one.person.name}: ${one.text}` }))}
          gaps={gaps}
          gapText={t('recording.gap')}
        />
      )}
      <Flex gap={12} align="center" wrap>
        <Button
          shape="circle"
          aria-label={t(playing ? 'recording.pause' : 'recording.play')}
          icon={playing ? <PauseOutlined /> : <CaretRightOutlined />}
          onClick={toggle}
          data-act="play"
        />
        <span className="z-figures">
          {duration(at * 1000)} / {duration((peaks?.seconds ?? 0) * 1000)}
        </span>
        <Segmented
          size="small"
          value={speed}
          onChange={setSpeed}
          options={speeds.map((value) => ({ value, label: `${value}×` }))}
        />
        <Checkbox checked={skip} onChange={(event) => setSkip(event.target.checked)}>
          {t('recording.skip')}
        </Checkbox>
        {commented && (
          <Tooltip title={`${t('comment.add')} (M)`} mouseEnterDelay={0.4}>
            <Button size="small" icon={<CommentOutlined />} aria-label={t('comment.add')} onClick={comment} data-act="comment" />
          </Tooltip>
        )}
        {commented && may('recordings.download') && (
          <Tooltip title={t('recording.download_hint')} mouseEnterDelay={0.4}>
            <Button
              size="small"
              icon={<DownloadOutlined />}
              aria-label={t('recording.download')}
              href={`/api/recordings/${id}/file`}
              download
              data-act="download"
            />
          </Tooltip>
        )}
      </Flex>
      {commented && <RecordingComments recording={id} comments={comments} draft={draft} onDraft={setDraft} onSeek={seek} />}
      {broken && <ErrorText>{t('recording.broken')}</ErrorText>}
    </div>
  )
}
