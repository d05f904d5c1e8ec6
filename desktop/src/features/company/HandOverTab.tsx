/** Handing the recordings of a month over to a second medium: what has been handed over, and to whom. */
import { useState } from 'react'
import { listOf } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { AddButton } from '@/shared/ui/AddButton'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Moment } from '@/shared/ui/Figures'
import { JobProgress } from '@/shared/ui/JobProgress'
import { Named } from '@/shared/ui/Named'
import { type Column, PageTable } from '@/shared/ui/PageTable'
import { Split } from '@/shared/ui/SidePanel'
import { StateMark } from '@/shared/ui/StateMark'
import { Told } from '@/shared/ui/Told'
import { useOpenRow } from '@/shared/ui/useOpenRow'
import { HandOverPanel } from './HandOverPanel'
import { NewHandOver } from './NewHandOver'
import { type HandOver, isWritten, lookOf, monthOf, sized } from './handOvers'

const load = listOf('/api/hand-overs')

const columns: Column<HandOver>[] = [
  { key: 'month', title: 'handover.month', sort: 'month', render: monthOf },
  { key: 'queue', title: 'call.queue', wide: true, render: (row) => (row.queue ? <Named row={row.queue} /> : <Told text="handover.all_queues" values={{}} />) },
  { key: 'medium', title: 'handover.medium', render: (row) => row.medium },
  { key: 'state', title: 'handover.state', render: (row) => <StateMark look={lookOf(row)} /> },
  {
    key: 'progress',
    title: 'handover.recordings',
    align: 'right',
    width: 200,
    render: (row) => (isWritten(row) ? row.recordings : <JobProgress done={row.done} total={row.total} rate={row.rate} running={row.state === 'copying'} />),
  },
  { key: 'bytes', title: 'handover.size', align: 'right', wide: true, render: (row) => (isWritten(row) ? sized(row.bytes) : '–') },
  { key: 'lacking', title: 'handover.lacking', align: 'right', render: (row) => (row.lacking > 0 ? row.lacking : '–') },
  { key: 'asked_by', title: 'handover.asked', wide: true, render: (row) => row.asked_by.name },
  { key: 'asked_at', title: 'handover.asked_at', sort: 'asked_at', wide: true, render: (row) => <Moment at={row.asked_at} /> },
  { key: 'received_by', title: 'handover.received_by', render: (row) => row.received_by || '–' },
]

export function HandOverTab() {
  const t = useText()
  const [open, show] = useOpenRow()
  const [adding, setAdding] = useState(false)
  const add = <AddButton text="handover.add" onAdd={() => setAdding(true)} idle={!adding} />
  return (
    <>
      <Split>
        <PageTable<HandOver>
          name="hand-overs"
          load={load}
          columns={columns}
          actions={add}
          openRow={open}
          onRow={(row) => show(row.id)}
          refreshEvery={3_000}
          empty={<EmptyState title={t('handover.empty')} hint={t('handover.empty_hint')} />}
        />
        <HandOverPanel id={open} onClose={() => show(null)} />
      </Split>
      <NewHandOver open={adding} onClose={() => setAdding(false)} onBegun={show} />
    </>
  )
}
