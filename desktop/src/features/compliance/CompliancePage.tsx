import { useText } from '@/shared/text'
import { Page, PageTabs } from '@/shared/ui/Page'
import { BlacklistTab } from './BlacklistTab'
import { DestinationsTab } from './DestinationsTab'
import { DialHoursTab } from './DialHoursTab'
import { DoNotCallTab } from './DoNotCallTab'
import { GateCheck } from './GateCheck'
import { RefusalsTab } from './RefusalsTab'

export function CompliancePage() {
  const t = useText()
  return (
    <Page title={t('compliance.title')} extra={<GateCheck />}>
      <PageTabs
        tabs={[
          { key: 'do-not-call', label: t('compliance.do_not_call'), children: <DoNotCallTab /> },
          { key: 'blacklist', label: t('compliance.blacklist'), children: <BlacklistTab /> },
          { key: 'refusals', label: t('compliance.refusals'), children: <RefusalsTab /> },
          { key: 'hours', label: t('compliance.hours'), children: <DialHoursTab /> },
          { key: 'destinations', label: t('compliance.destinations'), children: <DestinationsTab /> },
        ]}
      />
    </Page>
  )
}
