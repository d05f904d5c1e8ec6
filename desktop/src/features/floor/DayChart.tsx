/** The day by half hours: what was offered, what of it was answered, and the service level; picture and table in one. */
import { moment } from '@/shared/formats'
import { useZone } from '@/shared/session'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { HalfHours } from '@/shared/ui/HalfHours'
import { Panel } from '@/shared/ui/Page'
import { type Offered, level } from './figures'

const step = 30 * 60_000

/** Every half hour from the first in which something came to the last, those with nothing included. */
export function withGaps(halfHours: readonly ({ begins_at: string } & Offered)[]): ({ at: number } & Offered)[] {
  const known = new Map(halfHours.map((one) => [Date.parse(one.begins_at), one]))
  const [first, last] = [Math.min(...known.keys()), Math.max(...known.keys())]
  if (known.size === 0) return []
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => {
    const at = first + index * step
    const { offered = 0, answered = 0, in_time = 0, abandoned = 0 } = known.get(at) ?? {}
    return { at, offered, answered, in_time, abandoned }
  })
}

export function DayChart({ halfHours }: { halfHours: readonly ({ begins_at: string } & Offered)[] }) {
  const t = useText()
  const zone = useZone()
  const rows = withGaps(halfHours)
  return (
    <Panel title={t('floor.day')} extra={<span>{t('floor.day_hint')}</span>} testid="floor-day">
      {rows.length === 0 ? (
        <EmptyState compact title={t('floor.day_none')} hint={t('floor.day_none_hint')} />
      ) : (
        <HalfHours
          names={{ time: t('floor.half_hour'), offered: t('floor.offered'), answered: t('floor.answered'), level: t('floor.level') }}
          rows={rows.map((row) => ({ key: row.at, time: moment(row.at, zone, 'time'), offered: row.offered, answered: row.answered, level: level(row) }))}
        />
      )}
    </Panel>
  )
}
