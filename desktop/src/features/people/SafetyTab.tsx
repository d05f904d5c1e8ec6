/** What the company asks of everybody who signs in. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { InputNumber, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { sessionKey } from '@/shared/session'
import { useText } from '@/shared/text'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { ChangedLast } from '@/shared/ui/ChangedLast'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Field } from '@/shared/ui/Fields'
import { Panel } from '@/shared/ui/Page'

type Rules = Shape<'SafetyOut'>
type Values = Pick<Rules, 'idle_lock_minutes' | 'second_factor_roles'>
type Roles = { value: string; label: string }[]

const key = ['safety-rules']
const valuesOf = ({ idle_lock_minutes, second_factor_roles }: Rules): Values => ({ idle_lock_minutes, second_factor_roles })

export function SafetyTab({ roles }: { roles: Roles }) {
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => call(api.GET('/api/safety-rules')) })
  const [round, setRound] = useState(0)
  const reload = async () => {
    await refetch()
    setRound((one) => one + 1)
  }
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active />
  return <RulesForm key={round} rules={data} roles={roles} onReload={() => void reload()} />
}

function RulesForm({ rules, roles, onReload }: { rules: Rules; roles: Roles; onReload: () => void }) {
  const t = useText()
  const cache = useQueryClient()
  const [seen, setSeen] = useState(rules)
  const sending = useSending<Values>(
    async (values, version) => {
      const stored = await call(api.PUT('/api/safety-rules', { body: { ...values, ...(version ? { version } : {}) } }))
      cache.setQueryData(key, stored)
      void cache.invalidateQueries({ queryKey: sessionKey })
      setSeen(stored)
      return valuesOf(stored)
    },
    { version: seen.version },
  )
  return (
    <Panel title={t('safety.rules')}>
      <ApiForm sending={sending} initial={valuesOf(rules)} submitText={t('action.save')} onReload={onReload}>
        <Field name="idle_lock_minutes" label="safety.idle" hint="safety.idle_hint" needed>
          <InputNumber min={0} max={480} precision={0} />
        </Field>
        <Field name="second_factor_roles" label="safety.factor_roles" hint="safety.factor_roles_hint">
          <Select mode="multiple" options={roles} optionFilterProp="label" />
        </Field>
      </ApiForm>
      <ChangedLast change={seen.changed} whole />
    </Panel>
  )
}
