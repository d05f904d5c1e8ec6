/** The day by half hours: what was offered, what of it was answered, and the service level; picture and table in one. */
import { serverNow } from '@/shared/clock'
import { dayOf, moment, startOfDay } from '@/shared/formats'
import { useZone } from '@/shared/session'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { HalfHours } from '@/shared/ui/HalfHours'
import { Panel } from '@/shared/ui/Page'
import { type Offered, level } from './figures'

const step = 30 * 60_000

/** The hours of a day that are always shown; what came before or after them is added. */
const usual = [8, 20] as const

/** Every half hour of the usual day that began at `midnight`, and of whatever came outside it. */
export function wholeDay(halfHours: readonly ({ begins_at: string } & Offered)[], midnight: number): ({ at: number } & Offered)[] {
  const known = new Map(halfHours.map((one) => [Date.parse(one.begins_at), one]))
  const first = Math.min(midnight + usual[0] * 2 * step, ...known.keys())
  const last = Math.max(midnight + usual[1] * 2 * step - step, ...known.keys())
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => {
    const at = first + index * step
    const { offered = 0, answered = 0, in_time = 0, abandoned = 0, dropped = 0 } = known.get(at) ?? {}
    return { at, offered, answered, in_time, abandoned, dropped }
  })
}

export function DayChart({ halfHours }: { halfHours: readonly ({ begins_at: string } & Offered)[] }) {
  const t = useText()
  const zone = useZone()
  const now = serverNow()
  const rows = wholeDay(halfHours, Date.parse(startOfDay(dayOf(now, zone), zone)))
  return (
    <Panel title={t('floor.day')} extra={<span>{t('floor.day_hint')}</span>} fill testid="floor-day">
      {halfHours.length === 0 ? (
        <EmptyState compact title={t('floor.day_none')} hint={t('floor.day_none_hint')} />
      ) : (
        <HalfHours
          names={{ time: t('floor.half_hour'), offered: t('floor.offered'), answered: t('floor.answered'), level: t('floor.level') }}
          rows={rows.map((row) => ({ key: row.at, time: moment(row.at, zone, 'time'), offered: row.offered, answered: row.answered, level: level(row), ahead: row.at > now }))}
        />
      )}
    </Panel>
  )
}
