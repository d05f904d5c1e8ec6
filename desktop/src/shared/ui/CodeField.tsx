import { Form, Input } from 'antd'
import { useText } from '@/shared/text'

export function CodeField() {
  const t = useText()
  return (
    <Form.Item name="code" label={t('session.code')} rules={[{ required: true, message: t('form.needed') }]}>
      <Input autoFocus autoComplete="one-time-code" maxLength={40} />
    </Form.Item>
  )
}
