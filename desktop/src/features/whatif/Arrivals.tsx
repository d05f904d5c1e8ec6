/** How many call over the day: so many in all, in a curve that can be changed half hour by half hour. */
import { Button, Flex, InputNumber, Modal, Select, Typography } from 'antd'
import { useState } from 'react'
import { useText } from '@/shared/text'
import { Sparkline } from '@/shared/ui/Sparkline'
import { callsADay, clock, flat, scaled, slots } from './series'
import styles from './WhatIf.module.css'

const most = 20_000

const clocks = Array.from({ length: slots + 1 }, (_, slot) => ({ value: slot, label: clock(slot) }))

export function Arrivals({ id, value = [], onChange }: { id?: string; value?: number[]; onChange?: (perHour: number[]) => void }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  return (
    <Flex gap={8} align="center" wrap>
      <InputNumber
        {...(id ? { id } : {})}
        min={1}
        max={(most * slots) / 2}
        precision={0}
        value={callsADay(value)}
        suffix={t('whatif.calls_a_day_unit')}
        style={{ width: 130 }}
        onChange={(calls) => onChange?.(scaled(value, calls ?? 0))}
      />
      <Sparkline values={value} label={t('whatif.curve')} />
      <Button size="small" onClick={() => setOpen(true)}>
        {t('whatif.by_half_hours')}
      </Button>
      {open && (
        <HalfHourCurve
          value={value}
          onClose={() => setOpen(false)}
          onDone={(perHour) => {
            onChange?.(perHour)
            setOpen(false)
          }}
        />
      )}
    </Flex>
  )
}

function HalfHourCurve({ value, onClose, onDone }: { value: number[]; onClose: () => void; onDone: (perHour: number[]) => void }) {
  const t = useText()
  const [curve, setCurve] = useState(value)
  const [rate, setRate] = useState(Math.round(Math.max(...value, 0)))
  const called = value.flatMap((one, slot) => (one > 0 ? [slot] : []))
  const [from, setFrom] = useState(called[0] ?? 18)
  const [until, setUntil] = useState((called.at(-1) ?? 35) + 1)
  return (
    <Modal open width={820} title={t('whatif.per_hour')} okText={t('whatif.take')} cancelText={t('action.cancel')} onCancel={onClose} onOk={() => onDone(curve)}>
      <Flex gap={8} align="center" wrap className={styles.flat ?? ''}>
        {t('whatif.flat')}
        <InputNumber aria-label={t('whatif.per_hour')} min={0} max={most} value={rate} onChange={(n) => setRate(n ?? 0)} style={{ width: 100 }} />
        <Select aria-label={t('whatif.from')} value={from} onChange={setFrom} options={clocks.slice(0, -1)} style={{ width: 90 }} />
        –
        <Select aria-label={t('whatif.until')} value={until} onChange={setUntil} options={clocks.slice(1)} style={{ width: 90 }} />
        <Button onClick={() => setCurve(flat(rate, from, until))}>{t('whatif.make_flat')}</Button>
        <Typography.Text type="secondary">{t('whatif.calls_a_day', { n: callsADay(curve) })}</Typography.Text>
      </Flex>
      <div className={styles.curve}>
        {curve.map((one, slot) => (
          <label key={clock(slot)}>
            <Typography.Text type="secondary">{clock(slot)}</Typography.Text>
            <InputNumber size="small" min={0} max={most} value={one} onChange={(n) => setCurve((now) => now.map((before, place) => (place === slot ? (n ?? 0) : before)))} />
          </label>
        ))}
      </div>
    </Modal>
  )
}
