/** What an alarm about recordings says, and the way to those that it is about. */
import { Link } from 'react-router'
import { useText } from '@/shared/text'
import type { Alarm } from './figures'

const kinds = ['missing', 'altered', 'store', 'spool'] as const
type OfKeeping = Alarm & { of: (typeof kinds)[number] }

export function isOfKeeping(alarm: Alarm): alarm is OfKeeping {
  return kinds.some((kind) => kind === alarm.of)
}

export function KeepingAlarm({ alarm: { of, subject, count = 0, why = '' } }: { alarm: OfKeeping }) {
  const t = useText()
  if (of === 'store') return <span title={`${t('keeping_hint.store')} ${why}`}>{t('keeping.alarm_store_says', { store: subject })}</span>
  if (of === 'spool') {
    const full = subject === 'full'
    return (
      <Link to="/calls?recording=not_stored" title={t(full ? 'keeping_hint.full' : 'keeping_hint.filling')}>
        {t(full ? 'keeping.alarm_full' : 'keeping.alarm_filling')}
      </Link>
    )
  }
  return (
    <Link to={`/calls?recording=${of}`} title={t('keeping_hint.lost')}>
      {t('keeping.alarm_count', { n: count })}
    </Link>
  )
}
