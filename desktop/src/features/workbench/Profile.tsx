/** What is known of the customer: to read first, to mend by a press; for somebody new, to fill in. */
import { EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { PopCustomer } from '@/live/pop'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { Facts } from '@/shared/ui/Facts'
import { Panel } from '@/shared/ui/Page'
import { ProfileForm } from './ProfileForm'
import type { DeskCall } from './useCallOnDesk'

export function Profile({ call, number, customer }: { call: DeskCall; number: string; customer: PopCustomer | null }) {
  const t = useText()
  const may = useMay()
  const [editing, setEditing] = useState(false)
  if (!customer && !may('customers.edit')) return null
  if (!customer || editing) {
    return (
      <Panel title={t(customer ? 'what.profile' : 'what.new_profile')} fill>
        <ProfileForm call={call} number={number} customer={customer} {...(customer ? { onDone: () => setEditing(false) } : {})} />
      </Panel>
    )
  }
  const { gender, company, address, remark, owner } = customer
  return (
    <Panel
      title={t('what.profile')}
      extra={
        may('customers.edit') && (
          <Button type="text" size="small" icon={<EditOutlined />} onClick={() => setEditing(true)} data-act="edit-profile">
            {t('action.edit')}
          </Button>
        )
      }
    >
      <Facts
        facts={[
          { key: 'company', label: t('customer.company'), value: company },
          { key: 'gender', label: t('customer.gender'), value: gender === 'male' || gender === 'female' ? t(`gender.${gender}`) : '' },
          { key: 'address', label: t('customer.address'), value: address },
          { key: 'owner', label: t('customer.owner'), value: owner?.name },
          { key: 'remark', label: t('customer.remark'), value: remark },
        ]}
      />
    </Panel>
  )
}
