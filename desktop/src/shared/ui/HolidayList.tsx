/** Dates with hours of their own: holidays that are closed, moved working days that are open. */
import { CalendarOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, DatePicker, Flex } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { type Holiday, holidaysKey, useHolidays, useThisYear } from '@/shared/holidays'
import { useSay } from '@/shared/said'
import { useText } from '@/shared/text'
import { parseDay } from '@/shared/typedHours'
import { writeDay } from '@/shared/week'
import { EmptyState } from './EmptyState'
import { Field, TextField } from './Fields'
import { FormDrawer } from './FormDrawer'
import { Row } from './Row'

/** The version of a date that nobody has given hours yet: if somebody has meanwhile, this page is told. */
const NEVER = '00000000-0000-0000-0000-000000000000'

interface Values {
  date: Dayjs
  name: string
  hours?: string
}

export function HolidayList() {
  const t = useText()
  const cache = useQueryClient()
  const tell = useTellFailure()
  const say = useSay()
  const holidays = useHolidays()
  const [adding, setAdding] = useState(false)
  const fresh = () => cache.invalidateQueries({ queryKey: holidaysKey })
  const put = async (date: string, name: string, spans: number[][], version = NEVER) => {
    await call(api.PUT('/api/holidays/{date}', { params: { path: { date } }, body: { name, spans, version } }))
    await fresh()
  }
  const remove = async (day: Holiday) => {
    try {
      await call(api.DELETE('/api/holidays/{date}', { params: { path: { date: day.date } } }))
      await fresh()
      say(t('list.removed'), () => put(day.date, day.name, day.spans))
    } catch (error) {
      tell(error)
    }
  }
  const year = useThisYear()
  const fill = async () => {
    try {
      const { added } = await call(api.POST('/api/holidays', { body: { years: [year, year + 1] } }))
      await fresh()
      say(t(added > 0 ? 'holiday.filled' : 'holiday.nothing_to_fill', { n: added }))
    } catch (error) {
      tell(error)
    }
  }
  return (
    <>
      {holidays.length === 0 && <EmptyState compact title={t('holiday.none')} hint={t('holiday.none_hint')} />}
      {holidays.map((day) => (
        <Row
          key={day.id}
          lead={day.date}
          main={day.name || t('holiday.unnamed')}
          note={writeDay(day.spans) || t('week.closed')}
          end={<Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('action.remove')} onClick={() => void remove(day)} />}
        />
      ))}
      <Flex gap={8}>
        <Button icon={<CalendarOutlined />} onClick={() => void fill()} data-act="statutory">
          {t('holiday.fill', { from: year, to: year + 1 })}
        </Button>
        <Button type="dashed" block icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('holiday.add')}
        </Button>
      </Flex>
      <FormDrawer<Values>
        title={t('holiday.add')}
        open={adding}
        onClose={() => setAdding(false)}
        initial={{ name: '', hours: '' }}
        send={({ date, name, hours }, version) => put(date.format('YYYY-MM-DD'), name ?? '', parseDay(hours ?? '') ?? [], version)}
      >
        <Field name="date" label="field_of.date" needed>
          <DatePicker minDate={dayjs()} style={{ width: '100%' }} />
        </Field>
        <TextField name="name" label="holiday.name" max={100} />
        <TextField
          name="hours"
          label="number.hours"
          hint="holiday.hours_hint"
          check={(text) => (parseDay(text) === null ? t('week.unreadable') : null)}
        />
      </FormDrawer>
    </>
  )
}
