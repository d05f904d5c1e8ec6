/** The fields of a customer's profile, the same in the workbench and in the list of customers. */
import { Form, Input, Select } from 'antd'
import { useMarks } from '@/shared/marks'
import { usePick, useText } from '@/shared/text'
import styles from './CustomerFields.module.css'

export interface CustomerValues {
  name: string
  gender: '' | 'male' | 'female'
  company: string
  address: string
  marks: string[]
  remark: string
}

const genders = ['male', 'female'] as const

/** What the form shows of a customer. */
export function profileOf(row: Omit<CustomerValues, 'gender'> & { gender: string }): CustomerValues {
  const { name, company, address, marks, remark } = row
  return { name, company, address, marks, remark, gender: genders.find((one) => one === row.gender) ?? '' }
}

export function CustomerFields() {
  const t = useText()
  const pick = usePick()
  const { classes } = useMarks()
  return (
    <div className={styles.fields}>
      <Form.Item name="name" label={t('customer.name')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="gender" label={t('customer.gender')}>
        <Select
          options={[
            { value: '', label: t('gender.unknown') },
            { value: 'male', label: t('gender.male') },
            { value: 'female', label: t('gender.female') },
          ]}
        />
      </Form.Item>
      <Form.Item name="company" label={t('customer.company')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="marks" label={t('customer.marks')}>
        <Select mode="multiple" options={classes.map((mark) => ({ value: mark.code, label: pick(mark) }))} />
      </Form.Item>
      <Form.Item name="address" label={t('customer.address')} className={styles.wide ?? ''}>
        <Input maxLength={300} autoComplete="off" />
      </Form.Item>
      <Form.Item name="remark" label={t('customer.remark')} className={styles.wide ?? ''}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
    </div>
  )
}
