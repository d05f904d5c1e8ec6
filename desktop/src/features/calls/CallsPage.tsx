/** The list of calls; a row opens the call beside the list. */
import { useQuery } from '@tanstack/react-query'
import { Select, Tag } from 'antd'
import { api, call, listOf } from '@/shared/api/client'
import { useMay } from '@/shared/session'
import { callOutcomes } from '@/shared/states'
import { useText } from '@/shared/text'
import { DayFilter } from '@/shared/ui/DayFilter'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Page } from '@/shared/ui/Page'
import { PersonSelect } from '@/shared/ui/PersonSelect'
import { PageTable, type Preset, useTableFilter } from '@/shared/ui/PageTable'
import { Split } from '@/shared/ui/SidePanel'
import { useOpenRow } from '@/shared/ui/useOpenRow'
import { CallDrawer } from './CallDrawer'
import { columns } from './columns'

const load = listOf('/api/calls')
const RATED = ['asked', 'answered', 'unanswered', 'satisfied', 'dissatisfied'] as const
const KEPT = ['missing', 'altered', 'short', 'not_stored', 'erased'] as const
const presets: Preset[] = [
  { key: 'all', title: 'calls.all', filters: {} },
  { key: 'in', title: 'direction.inbound', filters: { direction: 'inbound' } },
  { key: 'missed', title: 'calls.missed', filters: { direction: 'inbound', outcome: 'abandoned' } },
  { key: 'mine', title: 'calls.missed_by_me', filters: { missed: 'true' } },
  { key: 'open', title: 'calls.without_result', filters: { without_result: 'true' } },
  { key: 'recorded', title: 'calls.recorded', filters: { recorded: 'true' } },
  { key: 'dissatisfied', title: 'rating.dissatisfied', filters: { rating: 'dissatisfied' } },
  { key: 'out', title: 'direction.outbound', filters: { direction: 'outbound' } },
  { key: 'internal', title: 'direction.internal', filters: { direction: 'internal' } },
]

export function CallsPage() {
  const t = useText()
  const [open, show] = useOpenRow()
  return (
    <Page title={t('calls.title')}>
      <Split>
      <PageTable
        name="calls"
        load={load}
        columns={columns}
        search="calls.search"
        presets={presets}
        filters={<Filters />}
        filterNames={['direction', 'outcome', 'missed', 'without_result', 'recorded', 'recording', 'rating', 'customer', 'since', 'until', 'person']}
        exports="calls"
        openRow={open}
        onRow={(row) => show(row.id)}
        refreshEvery={15_000}
        empty={<EmptyState title={t('calls.empty')} hint={t('calls.empty_hint')} />}
      />
      <CallDrawer id={open} onClose={() => show(null)} />
      </Split>
    </Page>
  )
}

function Filters() {
  const t = useText()
  const may = useMay()
  const [outcome, setOutcome] = useTableFilter('outcome')
  const [rating, setRating] = useTableFilter('rating')
  const [recording, setRecording] = useTableFilter('recording')
  const [person, setPerson] = useTableFilter('person')
  return (
    <>
      <OfCustomer />
      <DayFilter />
      <Select
        allowClear
        style={{ width: 140 }}
        placeholder={t('call.outcome')}
        aria-label={t('call.outcome')}
        value={outcome || null}
        onChange={(value) => setOutcome(value ?? undefined)}
        options={Object.entries(callOutcomes).map(([value, look]) => ({ value, label: t(look.text) }))}
      />
      <Select
        allowClear
        style={{ width: 140 }}
        placeholder={t('call.rating')}
        aria-label={t('call.rating')}
        value={rating || null}
        onChange={(value) => setRating(value ?? undefined)}
        options={RATED.map((value) => ({ value, label: t(`rating.${value}`) }))}
      />
      <Select
        allowClear
        style={{ width: 140 }}
        placeholder={t('call.recording')}
        aria-label={t('call.recording')}
        value={recording || null}
        onChange={(value) => setRecording(value ?? undefined)}
        options={KEPT.map((value) => ({ value, label: t(`call_recording.${value}`) }))}
      />
      {may('floor.watch', 'people.manage') && (
        <PersonSelect value={person || null} onChange={(value) => setPerson(value ?? undefined)} placeholder={t('call.person')} />
      )}
    </>
  )
}

/** The list may be of one customer: said, and taken off again. */
function OfCustomer() {
  const t = useText()
  const [customer, setCustomer] = useTableFilter('customer')
  const { data } = useQuery({
    queryKey: ['customers', 'one', customer],
    queryFn: () => call(api.GET('/api/customers/{id}', { params: { path: { id: customer } } })),
    enabled: Boolean(customer),
  })
  if (!customer) return null
  return (
    <Tag closable onClose={() => setCustomer(undefined)}>
      {t('call.customer')} {data?.name}
    </Tag>
  )
}
