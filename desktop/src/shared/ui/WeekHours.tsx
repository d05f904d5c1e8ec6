/** The hours of a week: a line per day with its spans, each picked or typed; copying to the workdays; when it opens next. */
import { CopyOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex, Input, Switch, Tooltip, Typography } from 'antd'
import { useState } from 'react'
import { useText } from '@/shared/text'
import { parseDay } from '@/shared/typedHours'
import { type Day, type WeekDraft, overnight, writeClock, writeDay } from '@/shared/week'
import { ClockPick } from './ClockPick'
import { NextOpening } from './NextOpening'
import styles from './WeekHours.module.css'

const days = [1, 2, 3, 4, 5, 6, 7] as const
const workdays = 5
const usual: Day = [[9 * 60, 18 * 60]]

interface Props {
  value?: WeekDraft | null
  onChange?: (week: WeekDraft | null) => void
  /** What `null` stands for; absent: a plan is always needed. */
  alwaysText?: string
}

export function WeekHours({ value, onChange, alwaysText }: Props) {
  const week = value ?? null
  const put = (index: number, day: Day | string) => onChange?.(week?.map((one, at) => (at === index ? day : one)) ?? null)
  const copy = (index: number, to: number) => onChange?.(week?.map((one, at) => (at < to ? (week[index] ?? one) : one)) ?? null)
  return (
    <Flex vertical gap={6} data-testid="week-hours">
      {alwaysText && (
        <Flex gap={8} align="center">
          <Switch checked={week === null} onChange={(always) => onChange?.(always ? null : days.map((day) => (day <= workdays ? usual : [])))} />
          {alwaysText}
        </Flex>
      )}
      {week && (
        <>
          <div className={styles.week}>
            {week.map((day, index) => (
              // The place in the week is the day's identity.
              // oxlint-disable-next-line react/no-array-index-key
              <DayLine key={index} number={days[index] ?? 1} day={day} put={(next) => put(index, next)} copy={(to) => copy(index, to)} />
            ))}
          </div>
          <NextOpening week={week} />
        </>
      )}
    </Flex>
  )
}

function DayLine({ number, day, put, copy }: { number: (typeof days)[number]; day: Day | string; put: (day: Day | string) => void; copy: (to: number) => void }) {
  const t = useText()
  const name = t(`weekday.${number}`)
  const [typing, setTyping] = useState(false)
  const spans = typeof day === 'string' ? [] : day
  const change = (index: number, part: 0 | 1, minutes: number) =>
    put(
      spans.map((one, at) => {
        if (at !== index) return one
        const [from = 0, to = 0] = part === 0 ? [minutes, one[1]] : [one[0], minutes]
        const end = to % 1440 || 1440
        return [from, end <= from ? end + 1440 : end]
      }),
    )
  /** A time that cannot be read makes the day one that is typed: what stands there is seen and never stored. */
  const unread = (index: number, part: 0 | 1, text: string) => {
    const told = spans.map((one, at) => {
      const ends = one.map(writeClock)
      return (at === index ? ends.with(part, text) : ends).join('-')
    })
    put(told.join(' '))
  }
  const last = spans.at(-1)?.[1] ?? 8 * 60
  return (
    <div className={styles.day} role="group" aria-label={name}>
      <span className={styles.name}>{name}</span>
      <div className={styles.spans}>
        {typing || typeof day === 'string' ? (
          <Input
            autoFocus
            defaultValue={typeof day === 'string' ? day : writeDay(day)}
            status={typeof day === 'string' ? 'error' : ''}
            aria-label={name}
            placeholder={t('week.example')}
            onChange={(event) => put(parseDay(event.target.value) ?? event.target.value)}
            onFocus={() => setTyping(true)}
            onBlur={() => setTyping(false)}
            onPressEnter={(event) => {
              event.preventDefault()
              setTyping(false)
            }}
            className={styles.text ?? ''}
          />
        ) : (
          <>
            {spans.map((one, index) => (
              // oxlint-disable-next-line react/no-array-index-key
              <Flex key={index} gap={4} align="center">
                <ClockPick minutes={one[0] ?? 0} onPick={(minutes) => change(index, 0, minutes)} onUnread={(text) => unread(index, 0, text)} label={`${name} ${t('week.from')}`} />
                –
                <ClockPick minutes={one[1] ?? 0} onPick={(minutes) => change(index, 1, minutes)} onUnread={(text) => unread(index, 1, text)} label={`${name} ${t('week.to')}`} />
                {overnight(one) && <Typography.Text type="secondary">{t('week.next_day')}</Typography.Text>}
                <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('week.remove')} onClick={() => put(spans.filter((_, at) => at !== index))} />
              </Flex>
            ))}
            {spans.length === 0 && <Typography.Text type="secondary">{t('week.closed')}</Typography.Text>}
          </>
        )}
        {typeof day === 'string' && <Typography.Text type="danger">{t('week.unreadable')}</Typography.Text>}
      </div>
      <Flex gap={0}>
        {typeof day !== 'string' && last < 1440 - 60 && (
          <Tooltip title={t('week.add')}>
            <Button type="text" size="small" icon={<PlusOutlined />} aria-label={t('week.add')} onClick={() => put([...spans, [last + 60, Math.min(1440, last + 300)]])} />
          </Tooltip>
        )}
        <Button type="text" size="small" onClick={() => setTyping(true)}>
          {t('week.type')}
        </Button>
        {typeof day !== 'string' && (
          <Tooltip title={t('week.copy_hint')}>
            <Button type="text" size="small" icon={<CopyOutlined />} onClick={() => copy(number <= workdays ? workdays : 7)} data-act="copy-hours">
              {t(number <= workdays ? 'week.copy_workdays' : 'week.copy_all')}
            </Button>
          </Tooltip>
        )}
      </Flex>
    </div>
  )
}

