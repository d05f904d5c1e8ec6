/** What it is about: the facts of the call, and what was before. */
import { Typography } from 'antd'
import { useScreenPop } from '@/live/pop'
import { useLanguage, useText } from '@/shared/text'
import { Facts } from '@/shared/ui/Facts'
import { Duration, Moment, PhoneNumber, Running } from '@/shared/ui/Figures'
import { Panel } from '@/shared/ui/Page'
import Around from './Around'
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
      <Panel title={t('what.call')} extra={<Typography.Text type="secondary">{t(call.called_back ? 'called_back.label' : `direction.${call.direction}`)}</Typography.Text>}>
        <Facts
          strip
          facts={[
            { key: 'line', label: t('call.service_line'), value: (language === 'en' && call.service_line_en) || call.service_line },
            { key: 'house', label: t(call.direction === 'inbound' ? 'call.dialled' : 'call.shown'), value: call.house_number && <PhoneNumber number={call.house_number} /> },
            { key: 'started', label: t('call.started_at'), value: <Moment at={call.started_at} detail="second" /> },
            { key: 'waited', label: t(call.direction === 'inbound' || call.called_back ? 'call.waited' : 'call.rang'), value: waited },
            { key: 'answered', label: t('call.answered_at'), value: <Moment at={call.answered_at} detail="second" /> },
          ]}
        />
      </Panel>
      <Panel fill testid="about">
        <Around call={call.id} number={call.number} pop={pop} />
      </Panel>
    </div>
  )
}
