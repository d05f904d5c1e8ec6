/** Somebody of the house, found by name or number. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { api, call } from '@/shared/api/client'

export function usePeople() {
  return useQuery({
    queryKey: ['people', 'all'],
    queryFn: () => call(api.GET('/api/people', { params: { query: { size: 500 } } })),
    staleTime: 60_000,
  })
}

interface Props {
  /** Given by the form, whose label names it. */
  id?: string
  value?: string | null
  onChange?: (value: string | null) => void
  placeholder?: string
  width?: number | string
}

export function PersonSelect({ id, value = null, onChange, placeholder = '', width = 160 }: Props) {
  const { data } = usePeople()
  return (
    <Select<string>
      {...(id ? { id } : {})}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width }}
      value={value}
      placeholder={placeholder}
      {...(placeholder ? { 'aria-label': placeholder } : {})}
      onChange={(next) => onChange?.(next ?? null)}
      options={(data?.items ?? []).map((person) => ({ value: person.id, label: `${person.name} ${person.number}`.trim() }))}
    />
  )
}
