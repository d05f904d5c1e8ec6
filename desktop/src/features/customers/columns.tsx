import type { Shape } from '@/shared/api/client'
import { BothText } from '@/shared/ui/BothText'
import { Numbers, Recent } from '@/shared/ui/Figures'
import { Marks } from '@/shared/ui/Marks'
import { Named } from '@/shared/ui/Named'
import type { Column } from '@/shared/ui/PageTable'

export const columns: Column<Shape<'CustomerOut'>>[] = [
  { key: 'name', title: 'customer.name', sort: 'name', render: (row) => row.name || '–' },
  { key: 'number', title: 'call.number', render: (row) => <Numbers numbers={row.numbers.map((one) => one.number)} /> },
  { key: 'region', title: 'call.region', wide: true, render: (row) => <BothText both={row.numbers[0]?.region} /> },
  { key: 'marks', title: 'customer.marks', render: (row) => <Marks marks={row.marks} /> },
  { key: 'company', title: 'customer.company', wide: true, render: (row) => row.company || '–' },
  { key: 'owner', title: 'customer.owner', render: (row) => row.owner?.name ?? '–' },
  { key: 'unit', title: 'field.org_unit', extra: true, render: (row) => <Named row={row.org_unit} /> },
  { key: 'changed_at', title: 'customer.changed_at', sort: 'changed_at', wide: true, render: (row) => <Recent at={row.changed_at} /> },
]
