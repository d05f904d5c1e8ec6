import { Form, Input } from 'antd'
import { api, call } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { FormDrawer } from '@/shared/ui/FormDrawer'

interface Values {
  current: string
  password: string
}

export function OwnPassword({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText()
  const send = async (values: Values) => {
    await call(api.POST('/api/session/password', { body: values }))
  }
  const rules = [{ required: true, message: t('form.needed') }]
  return (
    <FormDrawer<Values> title={t('session.own_password')} open={open} onClose={onClose} send={send} done={t('session.password_changed')}>
      <Form.Item name="current" label={t('session.current_password')} rules={rules}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Form.Item name="password" label={t('session.new_password')} extra={t('session.password_rule')} rules={rules}>
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
    </FormDrawer>
  )
}
