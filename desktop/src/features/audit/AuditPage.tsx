/** Who did or saw what, when, with the values before and after. */
import { useState } from 'react'
import { type Shape, listOf } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { Changes } from '@/shared/ui/Changes'
import { DayFilter } from '@/shared/ui/DayFilter'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Moment } from '@/shared/ui/Figures'
import { Page } from '@/shared/ui/Page'
import { type Column, PageTable, useTableFilter } from '@/shared/ui/PageTable'
import { PersonSelect } from '@/shared/ui/PersonSelect'
import { SidePanel } from '@/shared/ui/SidePanel'
import { Word } from '@/shared/ui/Word'

type Entry = Shape<'AuditOut'>

const load = listOf('/api/audit')

const columns: Column<Entry>[] = [
  { key: 'at', title: 'audit.at', sort: 'at', render: (row) => <Moment at={row.at} /> },
  { key: 'person', title: 'audit.person', render: (row) => row.person_name || <Word group="party" value="system" /> },
  { key: 'action', title: 'audit.action', sort: 'action', render: (row) => <Word group="act" value={row.action} /> },
  { key: 'subject', title: 'audit.subject', render: (row) => row.subject_name || '–' },
  { key: 'address', title: 'audit.address', render: (row) => row.address || '–' },
]

export function AuditPage() {
  const t = useText()
  const [open, setOpen] = useState<Entry | null>(null)
  const [person, setPerson] = useTableFilter('person')
  return (
    <Page title={t('audit.title')}>
      <PageTable
        name="audit"
        load={load}
        columns={columns}
        search="audit.search"
        filters={
          <>
            <DayFilter />
            <PersonSelect value={person || null} onChange={(value) => setPerson(value ?? undefined)} placeholder={t('audit.person')} />
          </>
        }
        filterNames={['since', 'until', 'person']}
        onRow={setOpen}
        openRow={open?.id ?? null}
        empty={<EmptyState title={t('audit.empty')} hint={t('audit.empty_hint')} />}
      />
      <SidePanel title={t('audit.one')} open={open !== null} onClose={() => setOpen(null)} size={520} mask={false}>
        {open && <Changes before={open.before} after={open.after} />}
      </SidePanel>
    </Page>
  )
}
