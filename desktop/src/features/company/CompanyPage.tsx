/** The company: what is still missing to the first call, its name and area code, its own words, holidays and seats. */
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { HolidayList } from '@/shared/ui/HolidayList'
import { Page, PageTabs, Panel } from '@/shared/ui/Page'
import { AboutTab } from './AboutTab'
import { HandOverTab } from './HandOverTab'
import { RatingTextsTab } from './RatingTextsTab'
import { ResultsTab } from './ResultsTab'
import { RetentionTab } from './RetentionTab'
import { SeatsTab } from './SeatsTab'
import { ClassesTab, ReasonsTab } from './WordsTab'

export function CompanyPage() {
  const t = useText()
  const may = useMay()
  return (
    <Page title={t('company.title')}>
      <PageTabs
        tabs={[
          { key: 'about', label: t('company.about'), children: <AboutTab /> },
          { key: 'results', label: t('company.results'), children: <ResultsTab /> },
          { key: 'reasons', label: t('company.reasons'), children: <ReasonsTab /> },
          { key: 'classes', label: t('company.classes'), children: <ClassesTab /> },
          {
            key: 'holidays',
            label: t('company.holidays'),
            children: (
              <Panel title={t('holiday.title')}>
                <HolidayList />
              </Panel>
            ),
          },
          ...(may('recordings.keep') ? [{ key: 'retention', label: t('company.retention'), children: <RetentionTab /> }] : []),
          ...(may('recordings.hand_over') ? [{ key: 'handover', label: t('company.handover'), children: <HandOverTab /> }] : []),
          { key: 'texts', label: t('company.texts'), children: <RatingTextsTab /> },
          { key: 'seats', label: t('company.seats'), children: <SeatsTab /> },
        ]}
      />
    </Page>
  )
}
