/** The company: what is still missing to the first call, its name and area code, its own words, holidays and seats. */
import { useText } from '@/shared/text'
import { HolidayList } from '@/shared/ui/HolidayList'
import { Page, PageTabs, Panel } from '@/shared/ui/Page'
import { AboutTab } from './AboutTab'
import { ResultsTab } from './ResultsTab'
import { SeatsTab } from './SeatsTab'
import { ClassesTab, ReasonsTab } from './WordsTab'

export function CompanyPage() {
  const t = useText()
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
          { key: 'seats', label: t('company.seats'), children: <SeatsTab /> },
        ]}
      />
    </Page>
  )
}
