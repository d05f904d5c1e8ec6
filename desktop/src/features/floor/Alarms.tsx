/** What is beyond its limits, until somebody says that he knows. The worst first; a sound for what is new and red. */
import { BellOutlined, SoundOutlined } from '@ant-design/icons'
import { Button, Tooltip, Typography } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { serverNow } from '@/shared/clock'
import { duration } from '@/shared/formats'
import { agentLook } from '@/shared/states'
import { useText } from '@/shared/text'
import { AlarmRow } from '@/shared/ui/AlarmRow'
import { Panel } from '@/shared/ui/Page'
import { KeepingAlarm, isOfKeeping } from './KeepingAlarm'
import type { Alarm } from './figures'

const key = 'zuoxi.floor.sound'
const most = 30

interface Props {
  alarms: readonly Alarm[]
  nameOf: (alarm: Alarm) => string
  onSee: (alarm: Alarm) => Promise<void>
  /** How many were seen today. */
  seen: number
}

export function Alarms({ alarms, nameOf, onSee, seen }: Props) {
  const t = useText()
  const [sound, setSound] = useState(() => localStorage.getItem(key) !== 'off')
  useChime(alarms, sound)
  const toggle = () => {
    localStorage.setItem(key, sound ? 'off' : 'on')
    setSound(!sound)
  }
  return (
    <Panel
      title={
        <>
          {t('floor.alarms')} {alarms.length > 0 && <span data-testid="alarm-count">{alarms.length}</span>}
        </>
      }
      extra={
        <Tooltip title={t(sound ? 'floor.sound_on' : 'floor.sound_off')}>
          <Button size="small" type="text" aria-pressed={sound} aria-label={t('floor.sound')} icon={sound ? <SoundOutlined /> : <BellOutlined />} onClick={toggle}>
            {t(sound ? 'floor.sound' : 'floor.silent')}
          </Button>
        </Tooltip>
      }
      fill
      testid="alarms"
    >
      {alarms.length === 0 && <Typography.Text type="secondary">{t('floor.no_alarms', { n: seen })}</Typography.Text>}
      {alarms.slice(0, most).map((one) => (
        <AlarmRow key={one.key} who={isOfKeeping(one) ? t(`keeping_alarm.${one.of}`) : nameOf(one)} what={isOfKeeping(one) ? <KeepingAlarm alarm={one} /> : said(t, one)} hue={one.level} act={t(one.of === 'help' ? 'lead.go_there' : 'floor.seen')} onSee={() => void onSee(one)} />
      ))}
      {alarms.length > most && t('floor.more_alarms', { n: alarms.length - most })}
    </Panel>
  )
}

function said(t: ReturnType<typeof useText>, { of, since }: Alarm): string {
  const time = duration(serverNow() - since)
  if (of === 'help') return `${t('lead.needs_help')} ${time}`
  if (of === 'level') return t('floor.alarm_level')
  return of === 'wait' ? t('floor.alarm_wait', { time }) : `${t(agentLook(of).text)} ${time}`
}

/** One short tone when something new is red and the leader wants to hear it. */
function useChime(alarms: readonly Alarm[], wanted: boolean): void {
  const known = useRef(new Set<string>())
  const red = alarms.filter(({ level }) => level === 'red').map((one) => one.key)
  const now = red.join('|')
  useEffect(() => {
    const fresh = now.split('|').filter((one) => one && !known.current.has(one))
    known.current = new Set(now.split('|'))
    if (wanted && fresh.length > 0) chime()
  }, [now, wanted])
}

function chime(): void {
  const context = new AudioContext()
  const tone = context.createOscillator()
  const volume = context.createGain()
  tone.frequency.value = 880
  volume.gain.setValueAtTime(0.15, context.currentTime)
  volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + 0.5)
  tone.connect(volume).connect(context.destination)
  tone.start()
  tone.stop(context.currentTime + 0.5)
  tone.onended = () => void context.close()
}
