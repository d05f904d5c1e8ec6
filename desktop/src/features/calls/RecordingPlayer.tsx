/** A recording: both sides as a waveform, speed, and jumping over silence. */
import { PauseOutlined, CaretRightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Flex, Segmented, Typography } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { duration } from '@/shared/formats'
import { useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { ErrorText } from '@/shared/ui/ErrorText'
import { Waveform } from '@/shared/ui/Waveform'
import { type Peaks, jumpFrom, silences } from './silence'

type Recording = Shape<'RecordingRef'>

const speeds = [1, 1.25, 1.5, 2]
const ready = ['stored', 'verified', 'short']

export function RecordingPlayer({ recording }: { recording: Recording }) {
  const t = useText()
  if (ready.includes(recording.state))
    return (
      <>
        {recording.state === 'short' && <Typography.Text type="warning">{t('recording.short')}</Typography.Text>}
        <Player id={recording.id} />
      </>
    )
  if (recording.state === 'missing') return <ErrorText>{t('recording.missing')}</ErrorText>
  if (recording.state === 'altered') return <ErrorText>{t('recording.altered')}</ErrorText>
  return <Typography.Text type="secondary">{t('recording.coming')}</Typography.Text>
}

function Player({ id }: { id: string }) {
  const t = useText()
  const audio = useRef<HTMLAudioElement>(null)
  const [at, setAt] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState(1)
  const [skip, setSkip] = useState(false)
  const [broken, setBroken] = useState(false)
  const { data: peaks, error } = useQuery({
    queryKey: ['peaks', id],
    queryFn: () => call(api.GET('/api/recordings/{recording}/peaks', { params: { path: { recording: id } } })) as Promise<unknown> as Promise<Peaks>,
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
  const toggle = () => void (playing ? audio.current?.pause() : audio.current?.play().catch(() => setBroken(true)))
  if (error) return <ErrorNote error={error} />
  return (
    <div data-testid="player">
      <audio
        ref={audio}
        src={`/api/recordings/${id}/audio`}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onError={() => setBroken(true)}
      />
      {peaks && (
        <Waveform
          peaks={peaks.peaks}
          seconds={peaks.seconds}
          at={at}
          labels={[t('recording.customer'), t('recording.agent')]}
          onSeek={seek}
        />
      )}
      <Flex gap={12} align="center">
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
      </Flex>
      {broken && <ErrorText>{t('recording.broken')}</ErrorText>}
    </div>
  )
}
