/** When it opens next by these hours, in the company's time: the proof that they were understood. */
import { Typography } from 'antd'
import dayjs from 'dayjs'
import { serverNow } from '@/shared/clock'
import { dayOf, moment } from '@/shared/formats'
import { useHolidays } from '@/shared/holidays'
import { useZone } from '@/shared/session'
import { useText } from '@/shared/text'
import { type Week, type WeekDraft, nextOpening, weekFault, writeClock } from '@/shared/week'

export function NextOpening({ week }: { week: WeekDraft }) {
  const t = useText()
  const zone = useZone()
  const holidays = useHolidays()
  const fault = weekFault(week)
  if (fault) {
    const day = t(`weekday.${(fault.day + 1) as 1}`)
    return <Typography.Text type="danger">{t(`week.${fault.why}_day`, { day })}</Typography.Text>
  }
  const at = serverNow()
  const today = dayjs(dayOf(at, zone))
  const [hours = 0, minutes = 0] = moment(at, zone, 'time').split(':').map(Number)
  const own = (ahead: number) => holidays.find((one) => one.date === today.add(ahead, 'day').format('YYYY-MM-DD'))?.spans ?? null
  const next = nextOpening(week as Week, (today.day() + 6) % 7, hours * 60 + minutes, own)
  if (!next) return <Typography.Text type="warning">{t('week.never')}</Typography.Text>
  if (next.now) return <Typography.Text type="success">{t('week.open_until', { time: writeClock(next.to) })}</Typography.Text>
  const date = today.add(next.ahead, 'day')
  const day = next.ahead === 0 ? t('week.today') : `${date.format('MM-DD')} ${t(`weekday.${(((date.day() + 6) % 7) + 1) as 1}`)}`
  return (
    <Typography.Text type="secondary" data-testid="next-opening">
      {t('week.next', { day, from: writeClock(next.from), to: writeClock(next.to) })}
    </Typography.Text>
  )
}
