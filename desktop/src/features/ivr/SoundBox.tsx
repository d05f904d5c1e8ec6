/** How a prompt sounds in one language: to listen to, and three ways to another sound: a file, the microphone, the house's voice. */
import { AudioOutlined, BorderOutlined, SoundOutlined, UploadOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Flex, Progress, Typography, Upload } from 'antd'
import { useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { duration } from '@/shared/formats'
import { useSay } from '@/shared/said'
import { useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { ErrorText } from '@/shared/ui/ErrorText'
import { Inset } from '@/shared/ui/Inset'
import { Moment, Running } from '@/shared/ui/Figures'
import { Word } from '@/shared/ui/Word'

import { useRecorder } from './useRecorder'
import { base64 } from './wave'

type Prompt = Shape<'PromptOut'>
type Source = 'uploaded' | 'recorded'

const wide = { width: '100%', height: 36 }
const forms = '.wav,.mp3,.flac,.ogg,audio/*'

interface Props {
  prompt: Prompt
  language: 'zh' | 'en'
}

export function SoundBox({ prompt, language }: Props) {
  const t = useText()
  const say = useSay()
  const cache = useQueryClient()
  const recorder = useRecorder()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const sound = prompt.sounds.find((one) => one.language === language)
  const words = language === 'zh' ? prompt.words_zh : prompt.words_en
  const path = { id: prompt.id, language }
  const send = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setError(null)
    try {
      await work()
      await Promise.all(['prompts', 'audit'].map((key) => cache.invalidateQueries({ queryKey: [key] })))
      recorder.drop()
      say(t('prompt.kept'))
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  const put = (bytes: Uint8Array, source: Source) => {
    const version = prompt.changed?.version
    const body = { sound: base64(bytes), source, ...(version ? { version } : {}) }
    return send(() => call(api.PUT('/api/prompts/{id}/sounds/{language}', { params: { path }, body })))
  }
  const speak = () => send(() => call(api.POST('/api/prompts/{id}/sounds/{language}', { params: { path } })))
  const recording = recorder.since !== null
  return (
    <Inset testid={`sound-${language}`}>
      <Flex justify="space-between" align="center" gap={8}>
        <strong>
          <Word group="language" value={language} />
        </strong>
        {sound && (
          <Typography.Text type="secondary">
            <Word group="prompt.source" value={sound.source} /> · {duration(sound.length_ms)} · <Moment at={sound.made_at} />
          </Typography.Text>
        )}
      </Flex>
      {sound ? (
        // What is heard is written beside it.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <audio key={sound.mark} controls preload="none" src={`/api/prompt-choices/${prompt.key}/${language}?mark=${sound.mark}`} style={wide} />
      ) : (
        <Typography.Text type="secondary">{t('prompt.no_sound')}</Typography.Text>
      )}
      {recording && (
        <Flex gap={12} align="center">
          <Progress percent={Math.round(recorder.level * 100)} showInfo={false} aria-label={t('prompt.level')} />
          <Running since={recorder.since ?? 0} />
        </Flex>
      )}
      {recorder.taken && (
        <Flex vertical gap={8}>
          {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
          <audio controls src={recorder.taken.url} style={wide} data-testid="taken" />
          <Flex gap={8}>
            <Button type="primary" loading={busy} onClick={() => recorder.taken && void put(recorder.taken.bytes, 'recorded')} data-act="keep">
              {t('prompt.keep')}
            </Button>
            <Button onClick={recorder.drop}>{t('prompt.drop')}</Button>
          </Flex>
        </Flex>
      )}
      {recorder.trouble && <ErrorText>{t(`prompt.trouble.${recorder.trouble}`)}</ErrorText>}
      {error !== null && <ErrorNote error={error} />}
      <Flex gap={8} wrap>
        <Button icon={recording ? <BorderOutlined /> : <AudioOutlined />} danger={recording} onClick={() => (recording ? recorder.stop() : void recorder.start())} data-act="record">
          {t(recording ? 'prompt.stop' : 'prompt.record')}
        </Button>
        <Upload
          accept={forms}
          showUploadList={false}
          beforeUpload={async (file) => {
            await put(new Uint8Array(await file.arrayBuffer()), 'uploaded')
            return false
          }}
        >
          <Button icon={<UploadOutlined />} disabled={recording} loading={busy}>
            {t('prompt.upload')}
          </Button>
        </Upload>
        <Button icon={<SoundOutlined />} disabled={recording || !words} loading={busy} onClick={() => void speak()} title={words ? '' : t('prompt.no_words')} data-act="speak">
          {t('prompt.speak')}
        </Button>
      </Flex>
    </Inset>
  )
}
