/** Approvals: what waits for me, what I asked for, what I decided; a row opens it beside the list. */
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { Page, PageTabs } from '@/shared/ui/Page'
import { BoxTab } from './BoxTab'
import { ChainsTab } from './ChainsTab'
import { DeputiesTab } from './DeputiesTab'

export function ApprovalsPage() {
  const t = useText()
  const may = useMay()
  return (
    <Page title={t('nav.approvals')}>
      <PageTabs
        tabs={[
          { key: 'box', label: t('approval.tab'), children: <BoxTab /> },
          { key: 'deputies', label: t('deputy.tab'), children: <DeputiesTab /> },
          ...(may('approvals.manage') ? [{ key: 'chains', label: t('chain.tab'), children: <ChainsTab /> }] : []),
        ]}
      />
    </Page>
  )
}
