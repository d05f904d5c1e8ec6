/** Opening hours of a week: one line per day, written as `08:00-12:00 13:30-18:00`; empty: closed. */
import { Flex, Input, Switch, Typography } from 'antd'
import { useState } from 'react'
import { type Week, parseDay, writeDay } from '@/shared/week'
import { useText } from '@/shared/text'

const days = [1, 2, 3, 4, 5, 6, 7] as const

interface Props {
  value?: Week | null
  onChange?: (week: Week | null) => void
  /** What `null` stands for; absent: a plan is always needed. */
  alwaysText?: string
}

const usual: Week = days.map(() => [[8 * 60, 21 * 60]])

export function WeekHours({ value, onChange, alwaysText }: Props) {
  const t = useText()
  const week = value ?? null
  return (
    <Flex vertical gap={6}>
      {alwaysText && (
        <Flex gap={8} align="center">
          <Switch checked={week === null} onChange={(always) => onChange?.(always ? null : usual)} />
          {alwaysText}
        </Flex>
      )}
      {week?.map((spans, index) => (
        <Day
          // The place in the week is the day's identity.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          name={t(`weekday.${days[index] ?? 1}`)}
          spans={spans}
          onChange={(next) => onChange?.(week.map((one, at) => (at === index ? next : one)))}
        />
      ))}
    </Flex>
  )
}

function Day({ name, spans, onChange }: { name: string; spans: number[][]; onChange: (spans: number[][]) => void }) {
  const t = useText()
  const [text, setText] = useState(writeDay(spans))
  const parsed = parseDay(text)
  return (
    <Flex gap={8} align="center">
      <Typography.Text style={{ width: 48 }}>{name}</Typography.Text>
      <Input
        value={text}
        status={parsed ? '' : 'error'}
        placeholder={t('week.closed')}
        aria-label={name}
        onChange={(event) => {
          setText(event.target.value)
          const next = parseDay(event.target.value)
          if (next) onChange(next)
        }}
        style={{ width: 260 }}
      />
      {!parsed && <Typography.Text type="danger">{t('week.form')}</Typography.Text>}
    </Flex>
  )
}
