/** The list of approvals in four boxes, and writing a request. */
import { useQueryClient } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { listOf } from '@/shared/api/client'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { AddButton } from '@/shared/ui/AddButton'
import { EmptyState } from '@/shared/ui/EmptyState'
import { PageTable, useTableFilter } from '@/shared/ui/PageTable'
import { Split } from '@/shared/ui/SidePanel'
import { useOpenRow } from '@/shared/ui/useOpenRow'
import { ApprovalPanel } from './ApprovalPanel'
import { RequestDrawer } from './RequestDrawer'
import { columns } from './columns'

const load = listOf('/api/approvals')
const boxes = ['waiting', 'requested', 'decided', 'all'] as const

export function BoxTab() {
  const t = useText()
  const may = useMay()
  const cache = useQueryClient()
  const [box, setBox] = useTableFilter('box')
  const [open, show] = useOpenRow()
  const [, setSearch] = useSearchParams()
  const [writing, setWriting] = useState(false)
  const here = boxes.find((one) => one === box) ?? 'waiting'
  return (
    <>
      <Split>
        <PageTable
          name="approvals"
          load={load}
          columns={columns}
          search="approval.search"
          filterNames={['box']}
          filters={
            <Segmented
              value={here}
              onChange={(value) => setBox(value === 'waiting' ? undefined : value)}
              options={boxes.map((value) => ({ value, label: t(`approval.box.${value}`) }))}
            />
          }
          actions={may('requests.file') && <AddButton text="request.add" onAdd={() => setWriting(true)} idle={!writing && open === null} />}
          openRow={open}
          onRow={(row) => show(row.id)}
          refreshEvery={30_000}
          empty={<EmptyState title={t(`approval.empty.${here}`)} hint={t(`approval.empty_hint.${here}`)} />}
        />
        <ApprovalPanel id={open} onClose={() => show(null)} />
      </Split>
      <RequestDrawer
        open={writing}
        onClose={() => setWriting(false)}
        onSent={(sent) => {
          void cache.invalidateQueries({ queryKey: ['approvals'] })
          setSearch({ box: 'requested', open: sent.id }, { replace: true })
        }}
      />
    </>
  )
}
