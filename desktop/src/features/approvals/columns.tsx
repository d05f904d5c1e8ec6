import { useNamed } from '@/shared/dispositions'
import { Recent } from '@/shared/ui/Figures'
import type { Column } from '@/shared/ui/PageTable'
import { StateMark } from '@/shared/ui/StateMark'
import { Reminded } from './Reminded'
import { type Approval, lookOf, openSteps, states } from './looks'

function Lies({ row }: { row: Approval }) {
  const named = useNamed()
  const open = openSteps(row)
  if (open.length === 0) return '–'
  return (
    <>
      {open.map(named).join('、')} <Reminded times={Math.max(...open.map((step) => step.reminded))} />
    </>
  )
}

function Unit({ row }: { row: Approval }) {
  return useNamed()({ name: row.unit, name_en: row.unit_en })
}

function ChainName({ row }: { row: Approval }) {
  return useNamed()({ name: row.chain, name_en: row.chain_en })
}

export const columns: Column<Approval>[] = [
  { key: 'name', title: 'approval.name', sort: 'name', render: (row) => <strong>{row.name}</strong> },
  { key: 'state', title: 'approval.state', render: (row) => <StateMark look={lookOf(states, row.state)} plain /> },
  { key: 'lies', title: 'approval.lies', render: (row) => <Lies row={row} /> },
  { key: 'requester', title: 'approval.requester', render: (row) => row.requester.name },
  { key: 'unit', title: 'approval.unit', wide: true, render: (row) => <Unit row={row} /> },
  { key: 'chain', title: 'approval.chain', wide: true, render: (row) => <ChainName row={row} /> },
  { key: 'round', title: 'approval.round', align: 'right', extra: true, render: (row) => row.round },
  { key: 'begun_at', title: 'approval.begun_at', sort: 'begun_at', render: (row) => <Recent at={row.begun_at} /> },
]
