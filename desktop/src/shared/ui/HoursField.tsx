/** Hours of a week in a form: what cannot be read is never sent. */
import { Form } from 'antd'
import { useText } from '@/shared/text'
import { type WeekDraft, weekFault } from '@/shared/week'
import type { TextKey } from '@/texts'
import { WeekHours } from './WeekHours'

export function HoursField({ name, label, alwaysText }: { name: string; label?: TextKey; alwaysText?: string }) {
  const t = useText()
  const check = async (_: unknown, week: WeekDraft | null | undefined) => {
    const fault = week && weekFault(week)
    if (fault) throw new Error(t(`week.${fault.why}_day`, { day: t(`weekday.${(fault.day + 1) as 1}`) }))
  }
  return (
    <Form.Item name={name} label={label && t(label)} rules={[{ validator: check }]} validateTrigger={[]}>
      <WeekHours {...(alwaysText ? { alwaysText } : {})} />
    </Form.Item>
  )
}
