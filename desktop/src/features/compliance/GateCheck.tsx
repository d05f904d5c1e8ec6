/** Ask the gate about a number without dialling it. */
import { Alert, Button, Flex, Input, Popover } from 'antd'
import { useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { usePick, useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'

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
  const check = async (number: string) => {
    if (!number.trim()) return
    setError(null)
    try {
      setAnswer(await call(api.POST('/api/gate/check', { body: { number, purpose: 'unstated' } })))
    } catch (failure) {
      setAnswer(null)
      setError(failure)
    }
  }
  return (
    <Flex vertical gap={8} style={{ width: 340 }}>
      <Input.Search placeholder={t('gate.number')} enterButton={t('gate.ask')} onSearch={(number) => void check(number)} maxLength={64} />
      {Boolean(error) && <ErrorNote error={error} />}
      {answer?.allowed && <Alert type="success" showIcon title={t('gate.allowed', { region: pick(answer.region) })} />}
      {answer?.refusals.map((one) => (
        <Alert key={one.check} type="warning" showIcon title={pick(one.message)} />
      ))}
    </Flex>
  )
}
