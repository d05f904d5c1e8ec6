/** The call on the desk: who, which line, how long. A press shows all that is known. */
import { useNavigate } from 'react-router'
import { useScreenPop } from '@/live/pop'
import type { CallView } from '@/live/protocol'
import { useLanguage, usePick, useText } from '@/shared/text'
import { PhoneNumber, Running } from '@/shared/ui/Figures'
import styles from '@/shared/looks/softphone.module.css'
import type { TextKey } from '@/texts'
import { useLine } from './acts'

export function CallStrip({ call, state }: { call: CallView; state: string }) {
  const t = useText()
  const go = useNavigate()
  const pick = usePick()
  const language = useLanguage()
  const { data: pop } = useScreenPop(call.id, call.customer_number)
  const line = language === 'en' ? call.service_line_en || call.service_line : call.service_line
  const number = pop?.number || call.customer_number
  return (
    <button type="button" className={styles.call} data-testid="call-strip" onClick={() => void go('/work')}>
      {pop?.customer?.name && <span className={styles.who}>{pop.customer.name}</span>}
      <span className={styles.number}>{number ? <PhoneNumber number={number} /> : t('call.withheld')}</span>
      <span className={styles.soft}>{[line, pick(pop?.region)].filter(Boolean).join(' · ')}</span>
      <Others call={call} />
      {state === 'ringing' && (
        <span className={styles.soft}>
          {t('call.waited')} <Running since={call.queued_at || call.started_at} />
        </span>
      )}
    </button>
  )
}

/** Who else is in the call, and how far that is. */
function Others({ call }: { call: CallView }) {
  const t = useText()
  const me = useLine().desk.agent?.id
  const own = call.hands?.find((one) => one.person === me)?.state
  const others = (call.hands ?? []).filter((one) => one.person !== me)
  if (own === 'ringing' && call.state === 'transferring') return <span className={styles.soft}>{t('part.passed')}</span>
  if ((own === 'ringing' || own === 'consulted') && call.state === 'consulting')
    return <span className={styles.soft}>{t('part.asked_by', { name: others[0]?.name ?? '' })}</span>
  if (!own || !['consulting', 'conferring'].includes(own)) return null
  return others.map((one) => (
    <span key={one.person || one.number} className={styles.soft} data-testid="other-party">
      {one.name || <PhoneNumber number={one.number} />} {t(`part.${one.state}` as TextKey)}
    </span>
  ))
}
