/** Microphone, speaker and ring device; the level shows at once whether the microphone hears. */
import { CustomerServiceOutlined } from '@ant-design/icons'
import { Button, Form, Popover, Progress, Select, Tooltip } from 'antd'
import { useEffect, useState } from 'react'
import { useAgentLine } from '@/live/agent'
import { type AudioDevice, type Choice, listDevices } from '@/live/phone/devices'
import { watchLevel } from '@/live/phone/level'
import { isMicTrouble } from '@/live/phone/machine'
import { Ring } from '@/live/phone/ring'
import { ErrorText } from '@/shared/ui/ErrorText'
import { useText } from '@/shared/text'
import styles from '@/shared/looks/softphone.module.css'

export function AudioSettings() {
  const t = useText()
  const line = useAgentLine()
  const [open, setOpen] = useState(false)
  if (!line || line.account?.kind !== 'webrtc') return null
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} destroyOnHidden content={<Settings />} placement="bottomRight">
      <Tooltip title={open ? '' : t('audio.title')}>
        <Button type="text" icon={<CustomerServiceOutlined />} aria-label={t('audio.title')} />
      </Tooltip>
    </Popover>
  )
}

function Settings() {
  const t = useText()
  const phone = useAgentLine()?.phone
  const [devices, setDevices] = useState<{ mics: AudioDevice[]; speakers: AudioDevice[] }>({ mics: [], speakers: [] })
  const [choice, setChoice] = useState<Choice | null>(phone?.choice ?? null)
  const [level, setLevel] = useState(0)
  const [mic, setMic] = useState<MediaStream | null>(null)

  useEffect(() => {
    let gone = false
    const look = async () => {
      if (!phone) return
      await phone.prepare()
      const found = await listDevices()
      if (gone) return
      setDevices(found)
      setMic(phone.mic)
    }
    void look()
    const again = () => void look()
    navigator.mediaDevices?.addEventListener('devicechange', again)
    return () => {
      gone = true
      navigator.mediaDevices?.removeEventListener('devicechange', again)
    }
  }, [phone])
  useEffect(() => (mic ? watchLevel(mic, setLevel) : undefined), [mic])

  if (!phone || !choice) return null
  const choose = async (changed: Partial<Choice>) => {
    const next = { ...choice, ...changed }
    setChoice(next)
    await phone.choose(next)
    setMic(phone.mic)
  }
  const options = (list: AudioDevice[]) => [
    { value: '', label: t('audio.default') },
    ...list.map((one) => ({ value: one.id, label: one.label || t('audio.unnamed') })),
  ]
  const tryRing = () => {
    const ring = new Ring()
    void ring.start(choice.ring)
    setTimeout(() => ring.stop(), 1_500)
  }
  const trouble = phone.state.step
  return (
    <Form layout="vertical" className={styles.audio ?? ''}>
      <Form.Item label={t('audio.mic')}>
        <Select value={choice.mic} options={options(devices.mics)} onChange={(id) => void choose({ mic: id })} />
        {isMicTrouble(trouble) ? (
          <ErrorText>{t(`trouble.${trouble}`)}</ErrorText>
        ) : (
          <Progress percent={Math.round(level * 100)} showInfo={false} size="small" aria-label={t('audio.level')} />
        )}
      </Form.Item>
      <Form.Item label={t('audio.speaker')}>
        <Select value={choice.speaker} options={options(devices.speakers)} onChange={(id) => void choose({ speaker: id })} />
      </Form.Item>
      <Form.Item label={t('audio.ring')} className={styles.last ?? ''}>
        <div className={styles.ringRow}>
          <Select value={choice.ring} options={options(devices.speakers)} onChange={(id) => void choose({ ring: id })} />
          <Button onClick={tryRing}>{t('audio.try')}</Button>
        </div>
      </Form.Item>
    </Form>
  )
}
