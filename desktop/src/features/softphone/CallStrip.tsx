/** The call on the desk: who, which line, how long. A press shows all that is known. */
import { useNavigate } from 'react-router'
import { useScreenPop } from '@/live/pop'
import type { CallView } from '@/live/protocol'
import { useLanguage, usePick, useText } from '@/shared/text'
import { PhoneNumber, Running } from '@/shared/ui/Figures'
import styles from '@/shared/looks/softphone.module.css'

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
      {state === 'ringing' && (
        <span className={styles.soft}>
          {t('call.waited')} <Running since={call.queued_at || call.started_at} />
        </span>
      )}
    </button>
  )
}
