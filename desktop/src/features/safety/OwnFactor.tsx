/** One's own second factor: whether there is one, setting it up, new codes on paper, doing without. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Flex, Form, Input, Skeleton, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, call } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { PaperCodes } from './PaperCodes'
import { SetUpFactor } from './SetUpFactor'

const key = ['second-factor'] as const
type Act = 'set_up' | 'renew' | 'remove'

export function OwnFactor() {
  const t = useText()
  const cache = useQueryClient()
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => call(api.GET('/api/second-factor')) })
  const [act, setAct] = useState<Act | null>(null)
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active />
  const done = () => {
    setAct(null)
    void cache.invalidateQueries({ queryKey: key })
  }
  if (act === 'set_up') return <SetUpFactor onDone={done} />
  if (act === 'renew') return <Renew onDone={done} />
  if (act === 'remove') return <Remove onDone={done} />
  return (
    <Flex vertical gap={12}>
      <Typography.Text type="secondary">{t('factor.hint')}</Typography.Text>
      <Flex gap={8} align="center" wrap>
        <Tag color={data.set_up ? 'green' : 'default'}>{t(data.set_up ? 'factor.on' : 'factor.off')}</Tag>
        {data.set_up && <Typography.Text>{t('factor.left', { n: data.recovery_codes_left })}</Typography.Text>}
      </Flex>
      <Flex gap={8} wrap>
        {!data.set_up && <Button type="primary" onClick={() => setAct('set_up')}>{t('factor.set_up')}</Button>}
        {data.set_up && <Button onClick={() => setAct('renew')}>{t('factor.renew')}</Button>}
        {data.set_up && <Button danger onClick={() => setAct('remove')}>{t('factor.remove')}</Button>}
      </Flex>
    </Flex>
  )
}

function Renew({ onDone }: { onDone: () => void }) {
  const t = useText()
  const [codes, setCodes] = useState<string[] | null>(null)
  const sending = useSending<{ password: string }>(
    async (body) => setCodes((await call(api.POST('/api/second-factor/recovery-codes', { body }))).codes),
    { done: '' },
  )
  if (codes) return <PaperCodes codes={codes} onDone={onDone} />
  return (
    <ApiForm sending={sending} submitText={t('factor.renew')} onCancel={onDone}>
      <PasswordAgain />
    </ApiForm>
  )
}

function Remove({ onDone }: { onDone: () => void }) {
  const t = useText()
  const sending = useSending<{ password: string }>(async (body) => {
    await call(api.POST('/api/second-factor/remove', { body }))
    onDone()
  })
  return (
    <ApiForm sending={sending} submitText={t('factor.remove')} onCancel={onDone}>
      <PasswordAgain />
    </ApiForm>
  )
}

function PasswordAgain() {
  const t = useText()
  return (
    <Form.Item name="password" label={t('session.current_password')} rules={[{ required: true, message: t('form.needed') }]}>
      <Input.Password autoFocus autoComplete="current-password" maxLength={200} />
    </Form.Item>
  )
}
