/** Setting up the telephony, in the order in which an empty company needs it. */
import { useText } from '@/shared/text'
import { Page, PageTabs } from '@/shared/ui/Page'
import { AccessNumbersTab } from './AccessNumbersTab'
import { DevicesTab } from './DevicesTab'
import { LimitsTab } from './LimitsTab'
import { QueuesTab } from './QueuesTab'
import { ServiceLinesTab } from './ServiceLinesTab'
import { SkillGroupsTab } from './SkillGroupsTab'
import { TrunksTab } from './TrunksTab'

export function TelephonyPage() {
  const t = useText()
  return (
    <Page title={t('telephony.title')}>
      <PageTabs
        tabs={[
          { key: 'skill-groups', label: t('telephony.skill_groups'), children: <SkillGroupsTab /> },
          { key: 'queues', label: t('telephony.queues'), children: <QueuesTab /> },
          { key: 'service-lines', label: t('telephony.service_lines'), children: <ServiceLinesTab /> },
          { key: 'numbers', label: t('telephony.numbers'), children: <AccessNumbersTab /> },
          { key: 'trunks', label: t('telephony.trunks'), children: <TrunksTab /> },
          { key: 'devices', label: t('telephony.devices'), children: <DevicesTab /> },
          { key: 'limits', label: t('limits.title'), children: <LimitsTab /> },
        ]}
      />
    </Page>
  )
}
