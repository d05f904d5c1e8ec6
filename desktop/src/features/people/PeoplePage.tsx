import { useText } from '@/shared/text'
import { Page, PageTabs } from '@/shared/ui/Page'
import { useMay } from '@/shared/session'
import { PeopleTab } from './PeopleTab'
import { RolesTab } from './RolesTab'
import { useRoles } from './roles'
import { SafetyTab } from './SafetyTab'
import { UnitsTab } from './UnitsTab'

export function PeoplePage() {
  const t = useText()
  const may = useMay()
  const { options } = useRoles()
  return (
    <Page title={t('people.title')}>
      <PageTabs
        tabs={[
          { key: 'people', label: t('people.people'), children: <PeopleTab /> },
          { key: 'units', label: t('people.units'), children: <UnitsTab /> },
          { key: 'roles', label: t('people.roles'), children: <RolesTab /> },
          ...(may('people.manage') ? [{ key: 'safety', label: t('safety.rules'), children: <SafetyTab roles={options} /> }] : []),
        ]}
      />
    </Page>
  )
}
