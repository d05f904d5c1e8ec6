/** What it is about: the facts of the call, and the customer's profile to fill in or mend. */
import { Descriptions } from 'antd'
import { useScreenPop } from '@/live/pop'
import { useLanguage, useText } from '@/shared/text'
import { Duration, Moment, PhoneNumber, Running } from '@/shared/ui/Figures'
import { Panel } from '@/shared/ui/Page'
import { ProfileForm } from './ProfileForm'
import type { DeskCall } from './useCallOnDesk'
import styles from './Workbench.module.css'

export function WhatColumn({ call }: { call: DeskCall }) {
  const t = useText()
  const language = useLanguage()
  const { data: pop } = useScreenPop(call.id, call.number)
  const began = call.queued_at || call.started_at
  const waited = call.answered_at > 0 ? <Duration ms={call.answered_at - began} /> : call.ended ? null : <Running since={began} />
  return (
    <div className={styles.column}>
      <Panel title={t('what.call')}>
        <Descriptions
          size="small"
          column={2}
          items={[
            { key: 'line', label: t('call.service_line'), children: (language === 'en' && call.service_line_en) || call.service_line || '–' },
            { key: 'direction', label: t('call.direction'), children: t(`direction.${call.direction}`) },
            { key: 'house', label: t(call.direction === 'inbound' ? 'call.dialled' : 'call.shown'), children: <PhoneNumber number={call.house_number || '–'} /> },
            { key: 'started', label: t('call.started_at'), children: <Moment at={call.started_at} detail="second" /> },
            { key: 'waited', label: t(call.direction === 'inbound' ? 'call.waited' : 'call.rang'), children: waited ?? '–' },
            { key: 'answered', label: t('call.answered_at'), children: <Moment at={call.answered_at} detail="second" /> },
          ]}
        />
      </Panel>
      <Panel title={t(pop?.customer ? 'what.profile' : 'what.new_profile')} fill>
        {pop && <ProfileForm key={pop.customer?.id ?? 'new'} call={call} number={pop.number || call.number} customer={pop.customer} />}
      </Panel>
    </div>
  )
}
