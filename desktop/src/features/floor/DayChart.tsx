/** The day by half hours: what was offered, what of it was answered, and the service level; picture and table in one. */
import type { ReactNode } from 'react'
import type { Shape } from '@/shared/api/client'
import { serverNow } from '@/shared/clock'
import { dayOf, moment, startOfDay } from '@/shared/formats'
import { figureOf, sumOf } from '@/shared/measures'
import { useZone } from '@/shared/session'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { FigureName } from '@/shared/ui/Figure'
import { HalfHours } from '@/shared/ui/HalfHours'
import { Panel } from '@/shared/ui/Page'

const step = 30 * 60_000

/** The hours of a day that are always shown; what came before or after them is added. */
const usual = [8, 20] as const

type HalfHour = Shape<'HalfHourOut'>

/** Every half hour of the usual day that began at `midnight`, and of whatever came outside it. */
export function wholeDay(halfHours: readonly HalfHour[], midnight: number): { at: number; figures: HalfHour['figures'] }[] {
  const known = new Map(halfHours.map((one) => [Date.parse(one.begins_at), one.figures]))
  const first = Math.min(midnight + usual[0] * 2 * step, ...known.keys())
  const last = Math.max(midnight + usual[1] * 2 * step - step, ...known.keys())
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => {
    const at = first + index * step
    return { at, figures: known.get(at) ?? [] }
  })
}

export function DayChart({ halfHours, extra }: { halfHours: readonly HalfHour[]; extra?: ReactNode }) {
  const t = useText()
  const zone = useZone()
  const now = serverNow()
  const rows = wholeDay(halfHours, Date.parse(startOfDay(dayOf(now, zone), zone)))
  return (
    <Panel title={t('floor.day')} extra={extra ?? <span>{t('floor.day_hint')}</span>} fill testid="floor-day">
      {halfHours.length === 0 ? (
        <EmptyState compact title={t('floor.day_none')} hint={t('floor.day_none_hint')} />
      ) : (
        <HalfHours
          names={{ time: t('floor.half_hour'), offered: t('floor.offered'), answered: t('floor.answered'), level: <FigureName code="K5" /> }}
          rows={rows.map(({ at, figures }) => ({
            key: at,
            time: moment(at, zone, 'time'),
            offered: sumOf(figures, 'offered'),
            answered: sumOf(figures, 'answered'),
            level: figureOf(figures, 'K5'),
            ahead: at > now,
          }))}
        />
      )}
    </Panel>
  )
}
