/** What a customer does not want to be called for, and what he said. */
import { Form, Input, Select } from 'antd'
import { useText } from '@/shared/text'
import { Field } from './Fields'

const types = ['all', 'service_marketing', 'survey', 'care', 'personalised_marketing'] as const

export function ObjectionFields() {
  const t = useText()
  return (
    <>
      <Field name="type" label="dnc.type">
        <Select options={types.map((value) => ({ value, label: t(`dnc.${value}`) }))} />
      </Field>
      <Form.Item name="remark" label={t('customer.remark')}>
        <Input.TextArea maxLength={200} rows={2} />
      </Form.Item>
    </>
  )
}
