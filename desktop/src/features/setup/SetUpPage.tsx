/** The first administrator of an empty installation. */
import { Form, Input } from 'antd'
import { useNavigate } from 'react-router'
import { api, call } from '@/shared/api/client'
import { useSession, useSessionChange } from '@/shared/session'
import { useText } from '@/shared/text'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { Door } from '@/shared/ui/Door'

interface Values {
  company: string
  name: string
  username: string
  password: string
  token?: string
}

export function SetUpPage() {
  const t = useText()
  const navigate = useNavigate()
  const change = useSessionChange()
  const word = new URLSearchParams(window.location.hash.slice(1)).get('setup') ?? ''
  const tokenNeeded = (useSession().data?.setup_token_needed ?? false) && !word
  const sending = useSending<Values>(async (values) => {
    change(await call(api.POST('/api/setup', { body: { token: word, ...values } })))
    await navigate('/company')
  }, { done: '' })
  const rules = [{ required: true, message: t('form.needed') }]
  return (
    <Door title={t('setup.title')} hint={t('setup.hint')}>
      <ApiForm sending={sending} submitText={t('setup.submit')}>
        <Form.Item name="company" label={t('setup.company')} rules={rules}>
          <Input autoFocus maxLength={200} autoComplete="organization" />
        </Form.Item>
        <Form.Item name="name" label={t('setup.name')} rules={rules}>
          <Input maxLength={100} autoComplete="name" />
        </Form.Item>
        <Form.Item name="username" label={t('session.username')} rules={rules}>
          <Input maxLength={64} autoComplete="username" />
        </Form.Item>
        <Form.Item name="password" label={t('session.password')} extra={t('session.password_rule')} rules={rules}>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        {tokenNeeded && (
          <Form.Item name="token" label={t('setup.token')} extra={t('setup.token_hint')} rules={rules}>
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
        )}
      </ApiForm>
    </Door>
  )
}
