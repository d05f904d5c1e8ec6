/** A unit of the organisation, chosen from the tree; where there is only one, it is chosen already. */
import { Select } from 'antd'
import { useEffect } from 'react'
import { useUnits } from '@/shared/units'

interface Props {
  /** Given by the form, whose label names it. */
  id?: string
  value?: string
  onChange?: (value: string) => void
  placeholder?: string
}

export function UnitSelect({ id, value, onChange, placeholder = '' }: Props) {
  const { options } = useUnits()
  const only = options.length === 1 ? options[0]?.value : undefined
  useEffect(() => {
    if (!value && only) onChange?.(only)
    // oxlint-disable-next-line react/exhaustive-deps -- a form gives a new onChange with every drawing
  }, [value, only])
  return (
    <Select
      {...(id ? { id } : {})}
      value={value ?? null}
      onChange={(next) => next && onChange?.(next)}
      placeholder={placeholder}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      optionRender={({ data }) => <span style={{ paddingInlineStart: 14 * (data.depth - 1) }}>{data.label}</span>}
    />
  )
}
