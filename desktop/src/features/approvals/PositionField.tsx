import { InputNumber } from 'antd'
import { Field } from '@/shared/ui/Fields'

export function PositionField() {
  return (
    <Field name="position" label="chain.position" hint="chain.position_hint">
      <InputNumber min={0} max={100_000} precision={0} />
    </Field>
  )
}
