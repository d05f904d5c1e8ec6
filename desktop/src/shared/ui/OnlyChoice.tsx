/** A choice that must be made: where there is one thing to choose, it is chosen. */
import { Select, type SelectProps } from 'antd'
import { useEffect } from 'react'

export function OnlyChoice({ value, onChange, options = [], ...rest }: Omit<SelectProps<string>, 'options'> & { options?: { value: string; label: string }[] }) {
  const only = options.length === 1 ? options[0] : undefined
  useEffect(() => {
    if (only && !value) onChange?.(only.value, only)
    // oxlint-disable-next-line react/exhaustive-deps -- a form gives a new onChange with every drawing
  }, [only?.value, value])
  return <Select<string> {...rest} {...(value ? { value } : {})} {...(onChange ? { onChange } : {})} options={options} />
}
