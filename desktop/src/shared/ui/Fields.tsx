/** Fields that many forms have. */
import { Flex, Form, Input, InputNumber, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '@/shared/text'
import type { TextKey } from '@/texts'
import { OnlyChoice } from './OnlyChoice'
import { UnitSelect } from './UnitSelect'

interface FieldProps {
  name: string
  label: TextKey
  hint?: TextKey
  needed?: boolean
  /** What is wrong with the text that was typed; null: nothing. */
  check?: (text: string) => string | null
}

interface AnyFieldProps extends FieldProps {
  /** What goes out when it has been emptied: a form leaves out what is undefined, and nothing would change. */
  none?: null | ''
  children: ReactNode
}

export function Field({ name, label, hint, needed = false, check, none, children }: AnyFieldProps) {
  const t = useText()
  const validator = async (_: unknown, text: string | undefined) => {
    const wrong = check?.(text ?? '')
    if (wrong) throw new Error(wrong)
  }
  return (
    <Form.Item
      name={name}
      label={t(label)}
      extra={hint ? t(hint) : null}
      {...(none === undefined ? {} : { getValueFromEvent: (value: unknown) => value ?? none })}
      rules={[...(needed ? [{ required: true, message: t('form.needed') }] : []), ...(check ? [{ validator }] : [])]}
    >
      {children}
    </Form.Item>
  )
}

export function TextField({ max = 100, ...field }: FieldProps & { max?: number }) {
  return (
    <Field {...field}>
      <Input maxLength={max} autoComplete="off" />
    </Field>
  )
}

/** Both names of a thing. */
export function NameFields() {
  return (
    <>
      <TextField name="name" label="field.name" needed />
      <TextField name="name_en" label="field.name_en" />
    </>
  )
}

export function UnitField({ name = 'org_unit', label = 'field.org_unit' }: { name?: string; label?: TextKey }) {
  return (
    <Field name={name} label={label} needed>
      <UnitSelect />
    </Field>
  )
}

/** A span in seconds on the page, in milliseconds for the API. */
export function SecondsField({ max = 3600, min = 0, ...field }: FieldProps & { max?: number; min?: number }) {
  return (
    <Field {...field}>
      <Seconds min={min} max={max} />
    </Field>
  )
}

export function Seconds({ id, value, onChange, min = 0, max = 3600 }: {
  /** Given by the form, whose label names it. */
  id?: string
  value?: number
  onChange?: (ms: number) => void
  min?: number
  max?: number
}) {
  const t = useText()
  return (
    <InputNumber
      {...(id ? { id } : {})}
      min={min}
      max={max}
      precision={0}
      value={value === undefined ? null : Math.round(value / 1000)}
      onChange={(seconds) => onChange?.((seconds ?? 0) * 1000)}
      suffix={t('field.seconds')}
      style={{ width: 140 }}
    />
  )
}

/** Fields side by side, as many as there is room for with what is said beneath them. */
export function Columns({ children }: { children: ReactNode }) {
  return <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(210px, 1fr))', columnGap: 16 }}>{children}</div>
}

/** Something that is on or off, with what it means beside it. */
export function SwitchField({ name, label, hint }: { name: string; label: TextKey; hint?: TextKey }) {
  const t = useText()
  return (
    <Form.Item extra={hint && t(hint)}>
      <label>
        <Flex gap={8} align="center">
          <Form.Item name={name} valuePropName="checked" noStyle>
            <Switch />
          </Form.Item>
          {t(label)}
        </Flex>
      </label>
    </Form.Item>
  )
}

export function ChoiceField({ options, placeholder, ...field }: FieldProps & {
  options: { value: string; label: string }[]
  /** It may be emptied, and is this then. */
  none?: null | ''
  placeholder?: TextKey
}) {
  const t = useText()
  return (
    <Field {...field}>
      {field.needed ? (
        <OnlyChoice showSearch={{ optionFilterProp: 'label' }} options={options} />
      ) : (
        <Select showSearch={{ optionFilterProp: 'label' }} allowClear={field.none !== undefined} options={options} placeholder={placeholder && t(placeholder)} />
      )}
    </Field>
  )
}
