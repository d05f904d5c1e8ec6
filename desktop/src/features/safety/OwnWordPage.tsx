/** Somebody else has chosen the password: one's own comes before anything else. */
import { Button, Form, Input } from 'antd'
import { api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useSessionChange } from '@/shared/session'
import { useText } from '@/shared/text'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { Door } from '@/shared/ui/Door'

interface Values {
  current: string
  password: string
}

export function OwnWordPage({ username }: { username: string }) {
  const t = useText()
  const change = useSessionChange()
  const tell = useTellFailure()
  const sending = useSending<Values>(async (body) => change(await call(api.POST('/api/session/password', { body }))), {
    done: t('session.password_changed'),
  })
  const rules = [{ required: true, message: t('form.needed') }]
  return (
    <Door title={t('session.own_word')} hint={t('session.own_word_hint')}>
      <ApiForm sending={sending} submitText={t('session.go_in')}>
        <input type="hidden" value={username} autoComplete="username" readOnly />
        <Form.Item name="current" label={t('session.given_password')} rules={rules}>
          <Input.Password autoFocus autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Form.Item name="password" label={t('session.new_password')} extra={t('session.password_rule')} rules={rules}>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
      </ApiForm>
      <Button type="link" onClick={() => call(api.DELETE('/api/session')).then(change, tell)}>
        {t('session.somebody_else')}
      </Button>
    </Door>
  )
}
