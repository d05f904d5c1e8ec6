/** The company's name and area code; beside it the way from nothing to the first call. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { ChangedLast } from '@/shared/ui/ChangedLast'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { SwitchField, TextField } from '@/shared/ui/Fields'
import { Panel } from '@/shared/ui/Page'
import { FirstCall } from './FirstCall'
import styles from './Company.module.css'

type Company = Shape<'CompanyOut'>
type Values = { name: string; home_area: string; records_internal: boolean }

const key = ['company']

export function AboutTab() {
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => call(api.GET('/api/company')) })
  const [round, setRound] = useState(0)
  const reload = async () => {
    await refetch()
    setRound((one) => one + 1)
  }
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active />
  return (
    <div className={styles.about}>
      <FirstCall hasArea={data.home_area !== ''} />
      <About key={round} company={data} onReload={() => void reload()} />
    </div>
  )
}

function About({ company, onReload }: { company: Company; onReload: () => void }) {
  const t = useText()
  const cache = useQueryClient()
  // What the person has before him: a newer one that arrives meanwhile must not pass for it.
  const [seen, setSeen] = useState(company)
  const sending = useSending<Values>(
    async (values, version) => {
      const stored = await call(api.PATCH('/api/company', { body: { ...values, ...(version ? { version } : {}) } }))
      cache.setQueryData(key, stored)
      setSeen(stored)
      return { name: stored.name, home_area: stored.home_area, records_internal: stored.records_internal }
    },
    { version: seen.version },
  )
  return (
    <Panel title={t('company.about')}>
      <ApiForm sending={sending} initial={{ name: company.name, home_area: company.home_area, records_internal: company.records_internal }} submitText={t('action.save')} onReload={onReload}>
        <TextField name="name" label="field.name" needed />
        <TextField name="home_area" label="trunk.home_area" hint="company.home_area_hint" max={4} />
        <SwitchField name="records_internal" label="company.records_internal" hint="company.records_internal_hint" />
      </ApiForm>
      <ChangedLast change={seen.changed} whole />
    </Panel>
  )
}
