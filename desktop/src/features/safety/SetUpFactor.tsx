/** Setting up the app that makes codes: password, picture, first code, codes on paper. */
import { Flex, Form, Input, Typography } from 'antd'
import { useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { PaperCodes } from './PaperCodes'

type NewFactor = Shape<'NewFactorOut'>

export function SetUpFactor({ onDone }: { onDone: () => void }) {
  const [factor, setFactor] = useState<NewFactor | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  if (codes) return <PaperCodes codes={codes} onDone={onDone} />
  return factor ? <FirstCode factor={factor} onCodes={setCodes} /> : <Begin onBegun={setFactor} />
}

function Begin({ onBegun }: { onBegun: (factor: NewFactor) => void }) {
  const t = useText()
  const sending = useSending<{ password: string }>(async (body) => onBegun(await call(api.POST('/api/second-factor', { body }))), { done: '' })
  return (
    <ApiForm sending={sending} submitText={t('factor.begin')}>
      <Form.Item name="password" label={t('session.current_password')} rules={[{ required: true, message: t('form.needed') }]}>
        <Input.Password autoFocus autoComplete="current-password" maxLength={200} />
      </Form.Item>
    </ApiForm>
  )
}

function FirstCode({ factor, onCodes }: { factor: NewFactor; onCodes: (codes: string[]) => void }) {
  const t = useText()
  const sending = useSending<{ code: string }>(async (body) => onCodes((await call(api.POST('/api/second-factor/confirm', { body }))).codes), { done: '' })
  return (
    <Flex vertical gap={12}>
      <Typography.Text>{t('factor.scan')}</Typography.Text>
      <img src={factor.picture} alt={t('factor.picture')} width={220} height={220} />
      <Typography.Text type="secondary">
        {t('factor.by_hand')} <Typography.Text code copyable>{factor.secret}</Typography.Text>
      </Typography.Text>
      <ApiForm sending={sending} submitText={t('factor.confirm')}>
        <Form.Item name="code" label={t('factor.first_code')} rules={[{ required: true, message: t('form.needed') }]}>
          <Input autoFocus autoComplete="one-time-code" maxLength={10} />
        </Form.Item>
      </ApiForm>
    </Flex>
  )
}
