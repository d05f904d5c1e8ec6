/** Ask the gate about a number without dialling it, for whoever would: who looks after the lists often dials nobody. */
import { Alert, Button, Flex, Input, Popover, Segmented } from 'antd'
import { useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { usePick, useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { useDestinations } from './destinations'

type Role = NonNullable<Shape<'CheckForm'>['role']>

export function GateCheck() {
  const t = useText()
  return (
    <Popover trigger="click" placement="bottomRight" content={<Ask />} destroyOnHidden>
      <Button>{t('gate.check')}</Button>
    </Popover>
  )
}

function Ask() {
  const t = useText()
  const pick = usePick()
  const [answer, setAnswer] = useState<Shape<'CheckOut'> | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [number, setNumber] = useState('')
  const [role, setRole] = useState<Role>('agent')
  const { data } = useDestinations()
  const roles = new Map(data?.rules.map((rule) => [rule.role as Role, pick(rule.role_name)]))
  const check = async (dialling: Role) => {
    if (!number.trim()) return
    setError(null)
    try {
      setAnswer(await call(api.POST('/api/gate/check', { body: { number, purpose: 'unstated', role: dialling } })))
    } catch (failure) {
      setAnswer(null)
      setError(failure)
    }
  }
  return (
    <Flex vertical gap={8} style={{ width: 340 }}>
      <Segmented
        size="small"
        aria-label={t('gate.who')}
        value={role}
        options={[...roles].map(([value, label]) => ({ value, label }))}
        onChange={(next) => {
          setRole(next)
          void check(next)
        }}
      />
      <Input.Search
        placeholder={t('gate.number')}
        enterButton={t('gate.ask')}
        value={number}
        onChange={(event) => setNumber(event.target.value)}
        onSearch={() => void check(role)}
        maxLength={64}
      />
      {Boolean(error) && <ErrorNote error={error} />}
      {answer?.allowed && <Alert type="success" showIcon title={t('gate.allowed', { region: pick(answer.region) })} />}
      {answer?.refusals.map((one) => (
        <Alert key={one.check} type="warning" showIcon title={pick(one.message)} />
      ))}
    </Flex>
  )
}
