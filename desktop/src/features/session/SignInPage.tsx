import { Form, Input } from 'antd'
import { api, call } from '@/shared/api/client'
import { useSessionChange } from '@/shared/session'
import { takeFromTheDoor, useText } from '@/shared/text'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { Door } from '@/shared/ui/Door'

interface Values {
  username: string
  password: string
}

export function SignInPage() {
  const t = useText()
  const change = useSessionChange()
  const sending = useSending<Values>(
    async (values) => {
      const session = await call(api.POST('/api/session', { body: values }))
      const language = takeFromTheDoor()
      const kept = language === null || session.person?.language === language
      change(kept ? session : await call(api.PATCH('/api/session', { body: { language } })))
    },
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
