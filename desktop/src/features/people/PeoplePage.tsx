import { useText } from '@/shared/text'
import { Page, PageTabs } from '@/shared/ui/Page'
import { PeopleTab } from './PeopleTab'
import { RolesTab } from './RolesTab'
import { UnitsTab } from './UnitsTab'

export function PeoplePage() {
  const t = useText()
  return (
    <Page title={t('people.title')}>
      <PageTabs
        tabs={[
          { key: 'people', label: t('people.people'), children: <PeopleTab /> },
          { key: 'units', label: t('people.units'), children: <UnitsTab /> },
          { key: 'roles', label: t('people.roles'), children: <RolesTab /> },
        ]}
      />
    </Page>
  )
}
