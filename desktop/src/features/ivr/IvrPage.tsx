/** What callers hear before somebody answers: flows, and the prompts that they say. One flow opens in its designer. */
import { Skeleton } from 'antd'
import { Suspense, lazy } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '@/shared/text'
import { Page, PageTabs } from '@/shared/ui/Page'
import { FlowsTab } from './FlowsTab'
import { PromptsTab } from './PromptsTab'

/** The drawing is heavy: it comes when a flow is opened. */
const DesignerPage = lazy(() => import('./DesignerPage'))

export function IvrPage() {
  const t = useText()
  const [search] = useSearchParams()
  const flow = search.get('flow')
  if (flow) {
    return (
      <Suspense fallback={<Skeleton active />}>
        <DesignerPage key={flow} id={flow} />
      </Suspense>
    )
  }
  return (
    <Page title={t('ivr.title')}>
      <PageTabs
        tabs={[
          { key: 'flows', label: t('telephony.flows'), children: <FlowsTab /> },
          { key: 'prompts', label: t('telephony.prompts'), children: <PromptsTab /> },
        ]}
      />
    </Page>
  )
}
