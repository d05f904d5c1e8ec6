/** A unit of the organisation, chosen from the tree. */
import { Select } from 'antd'
import { useUnits } from '@/shared/units'

interface Props {
  value?: string
  onChange?: (value: string) => void
  placeholder?: string
}

export function UnitSelect({ value, onChange, placeholder = '' }: Props) {
  const { options } = useUnits()
  return (
    <Select
      value={value ?? null}
      onChange={(next) => next && onChange?.(next)}
      placeholder={placeholder}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      optionRender={({ data }) => <span style={{ paddingInlineStart: 14 * (data.depth - 1) }}>{data.label}</span>}
    />
  )
}
