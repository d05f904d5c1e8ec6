/** Who did or saw what, when, with the values before and after. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { phone } from '@/shared/formats'
import { usePick, useText } from '@/shared/text'
import { BothText } from '@/shared/ui/BothText'
import { Changes } from '@/shared/ui/Changes'
import { DayFilter } from '@/shared/ui/DayFilter'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Moment } from '@/shared/ui/Figures'
import { Page } from '@/shared/ui/Page'
import { type Column, PageTable, useTableFilter } from '@/shared/ui/PageTable'
import { PersonSelect } from '@/shared/ui/PersonSelect'
import { SidePanel, Split } from '@/shared/ui/SidePanel'
import { Word } from '@/shared/ui/Word'
import { ChainLine } from './ChainLine'

type Entry = Shape<'AuditOut'>

const load = listOf('/api/audit')

const columns: Column<Entry>[] = [
  { key: 'at', title: 'audit.at', sort: 'at', render: (row) => <Moment at={row.at} /> },
  { key: 'person', title: 'audit.person', render: (row) => row.person_name || <Word group="party" value="system" /> },
  { key: 'action', title: 'audit.action', sort: 'action', render: (row) => <BothText both={row.said} /> },
  { key: 'subject', title: 'audit.subject', render: (row) => phone(row.subject_name) || '–' },
  { key: 'address', title: 'audit.address', render: (row) => row.address || '–' },
]

export function AuditPage() {
  const t = useText()
  const pick = usePick()
  const [open, setOpen] = useState<Entry | null>(null)
  const [person, setPerson] = useTableFilter('person')
  const [action, setAction] = useTableFilter('action')
  const { data: actions = [] } = useQuery({ queryKey: ['audit-actions'], queryFn: () => call(api.GET('/api/audit/actions')) })
  return (
    <Page title={t('audit.title')} extra={<ChainLine />}>
      <Split>
      <PageTable
        name="audit"
        load={load}
        columns={columns}
        search="audit.search"
        filters={
          <>
            <DayFilter />
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: 180 }}
              placeholder={t('audit.action')}
              aria-label={t('audit.action')}
              value={action || null}
              onChange={(value) => setAction(value ?? undefined)}
              options={actions.map((one) => ({ value: one.action, label: pick(one) }))}
            />
            <PersonSelect value={person || null} onChange={(value) => setPerson(value ?? undefined)} placeholder={t('audit.person')} />
          </>
        }
        filterNames={['since', 'until', 'person', 'action']}
        exports="audit"
        onRow={setOpen}
        openRow={open?.id ?? null}
        empty={<EmptyState title={t('audit.empty')} hint={t('audit.empty_hint')} />}
      />
      <SidePanel title={t('audit.one')} open={open !== null} onClose={() => setOpen(null)} size={480} mask={false} beside>
        {open && <Changes before={open.before} after={open.after} names={open.names} />}
      </SidePanel>
      </Split>
    </Page>
  )
}
