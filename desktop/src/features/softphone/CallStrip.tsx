/** The call on the desk: who, which line, how long. A press shows all that is known. */
import { SwapOutlined } from '@ant-design/icons'
import { useNavigate } from 'react-router'
import { useScreenPop } from '@/live/pop'
import type { CallView } from '@/live/protocol'
import { useLanguage, usePick, useText } from '@/shared/text'
import { PhoneNumber, Running } from '@/shared/ui/Figures'
import styles from '@/shared/looks/softphone.module.css'
import type { TextKey } from '@/texts'
import { useLine } from './acts'

export function CallStrip({ call, state }: { call: CallView; state: string }) {
  return call.direction === 'internal' ? <Colleague call={call} /> : <Customer call={call} state={state} />
}

/** A colleague is told from a customer at once: his name, his agent number, and that it is an internal call. */
function Colleague({ call }: { call: CallView }) {
  const t = useText()
  const me = useLine().desk.agent
  const other = call.hands?.find((one) => one.person !== me?.id)
  const incoming = me?.state === 'ringing'
  return (
    <span className={`${styles.call} ${styles.internal}`} data-testid="call-strip" data-direction="internal">
      <span className={styles.badge} data-hue="violet">
        <SwapOutlined /> {t(incoming ? 'intercom.incoming' : me?.state === 'calling' ? 'intercom.calling' : 'intercom.with')}
      </span>
      <span className={styles.who}>{other?.name}</span>
      <span className={styles.number}>{other?.agent_number}</span>
      {call.recording && <span className={styles.soft}>{t('intercom.recorded')}</span>}
    </span>
  )
}

function Customer({ call, state }: { call: CallView; state: string }) {
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
      <Led call={call} />
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

/** Where the customer is in the flow into which his agent sent him, and what it found. */
function Led({ call }: { call: CallView }) {
  const t = useText()
  const language = useLanguage()
  const { lead } = call
  if (!lead) return null
  const name = language === 'en' ? lead.name_en || lead.name : lead.name
  const node = lead.node || (lead.node_kind && t(`ivr.kind.${lead.node_kind}` as TextKey))
  const told = lead.came ? t(`lead.came.${lead.came}` as TextKey, { name }) : t('lead.in', { name, node })
  return (
    <span className={styles.soft} data-testid="led" data-came={lead.came}>
      {[told, ...(lead.found ?? []).map(({ label, value }) => `${label} ${value || t('lead.nothing')}`)].join(' · ')}
    </span>
  )
}
