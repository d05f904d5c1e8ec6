/** Messages that callers left: a row opens it to be heard, taken on, called back and closed. */
import { Segmented } from 'antd'
import type { Message } from '@/live/message'
import { listOf } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Page } from '@/shared/ui/Page'
import { PageTable, useTableFilter } from '@/shared/ui/PageTable'
import { Split } from '@/shared/ui/SidePanel'
import { useOpenRow } from '@/shared/ui/useOpenRow'
import { Word } from '@/shared/ui/Word'
import { Acts } from './Acts'
import { columns } from './columns'
import { MessagePanel } from './MessagePanel'
import { QueueFilter } from './QueueFilter'

const load = listOf('/api/messages')

export function MessagesPage() {
  const t = useText()
  const [state, setState] = useTableFilter('state')
  const [queue, setQueue] = useTableFilter('queue')
  const [open, show] = useOpenRow()
  const acts = {
    key: 'acts',
    title: state ? ('callback.outcome' as const) : ('table.acts' as const),
    render: (row: Message) => (row.closed_at ? <Word group="callback.result" value={row.result} /> : <Acts message={row} />),
  }
  return (
    <Page title={t('message.title')}>
      <Split>
        <PageTable
          name="messages"
          load={load}
          columns={[...columns, acts]}
          search="calls.search"
          filterNames={['state', 'queue']}
          filters={
            <>
              <Segmented
                value={state || 'open'}
                onChange={(value) => setState(value === 'open' ? undefined : value)}
                options={(['open', 'closed', 'all'] as const).map((value) => ({ value, label: t(`callback.${value}`) }))}
              />
              <QueueFilter queue={queue} choose={setQueue} />
            </>
          }
          openRow={open}
          onRow={(row) => show(row.id)}
          refreshEvery={10_000}
          empty={<EmptyState title={t('message.empty')} hint={t('message.empty_hint')} />}
        />
        <MessagePanel id={open} onClose={() => show(null)} />
      </Split>
    </Page>
  )
}
