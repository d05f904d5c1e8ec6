import { Form, Input } from 'antd'
import { api, call } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { Door } from '@/shared/ui/Door'
import { useComingIn } from '@/shared/useComingIn'

interface Values {
  username: string
  password: string
}

export function SignInPage() {
  const t = useText()
  const comeIn = useComingIn()
  const sending = useSending<Values>(
    async (body) => comeIn(await call(api.POST('/api/session', { body }))),
    { done: '' },
  )
  return (
    <Door title={t('session.title')} hint={t('session.hint')}>
      <ApiForm sending={sending} submitText={t('session.sign_in')}>
        <Form.Item name="username" label={t('session.username')} rules={[{ required: true, message: t('form.needed') }]}>
          <Input autoFocus autoComplete="username" maxLength={64} />
        </Form.Item>
        <Form.Item name="password" label={t('session.password')} rules={[{ required: true, message: t('form.needed') }]}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
      </ApiForm>
    </Door>
  )
}
