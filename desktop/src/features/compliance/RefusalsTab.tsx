/** What the gate refused: who wanted to call whom, and why not. */
import { type Shape, listOf } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { BothText } from '@/shared/ui/BothText'
import { DayFilter } from '@/shared/ui/DayFilter'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Moment, PhoneNumber } from '@/shared/ui/Figures'
import { type Column, PageTable } from '@/shared/ui/PageTable'

const load = listOf('/api/refusals')

const columns: Column<Shape<'RefusalOut'>>[] = [
  { key: 'at', title: 'refusal.at', sort: 'at', render: (row) => <Moment at={row.at} /> },
  { key: 'count', title: 'refusal.count', sort: 'count', render: (row) => row.count },
  { key: 'first', title: 'refusal.first', render: (row) => <Moment at={row.first_at} /> },
  { key: 'person', title: 'call.person', render: (row) => row.person || <ByItself /> },
  { key: 'number', title: 'call.number', render: (row) => <PhoneNumber number={row.number} /> },
  { key: 'why', title: 'refusal.why', render: (row) => <BothText both={row.message} /> },
]

function ByItself() {
  return <>{useText()('refusal.by_itself')}</>
}

export function RefusalsTab() {
  const t = useText()
  return (
    <PageTable
      name="refusals"
      load={load}
      columns={columns}
      search="calls.search"
      exports="refusals"
      filters={<DayFilter />}
      filterNames={['since', 'until']}
      empty={<EmptyState title={t('refusal.empty')} hint={t('refusal.empty_hint')} />}
    />
  )
}
