/** Calls that are owed: take one on, dial it, close it with what came of it. */
import { Button, Dropdown, Flex, Segmented, Tooltip } from 'antd'
import { type Owed, useOwed } from '@/live/owed'
import { type Result, results } from '@/live/taken'
import { listOf } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Page } from '@/shared/ui/Page'
import { PageTable, useTableFilter } from '@/shared/ui/PageTable'
import { Word } from '@/shared/ui/Word'
import { columns } from './columns'

const load = listOf('/api/callbacks')

export function CallbacksPage() {
  const t = useText()
  const [state, setState] = useTableFilter('state')
  return (
    <Page title={t('callback.title')}>
      <PageTable
        name="callbacks"
        load={load}
        columns={[
          ...columns,
          { key: 'acts', title: state ? 'callback.outcome' : 'table.acts', render: (row) => (row.closed_at ? <Word group="callback.result" value={row.result} /> : <Acts task={row} />) },
        ]}
        search="calls.search"
        exports="callbacks"
        filterNames={['state']}
        filters={
          <Segmented
            value={state || 'open'}
            onChange={(value) => setState(value === 'open' ? undefined : value)}
            options={(['open', 'closed', 'no_number', 'all'] as const).map((value) => ({ value, label: t(`callback.${value}`) }))}
          />
        }
        refreshEvery={10_000}
        empty={<EmptyState title={t('callback.empty')} hint={t(state === 'no_number' ? 'callback.no_number_hint' : 'callback.empty_hint')} />}
      />
    </Page>
  )
}

function Acts({ task }: { task: Owed }) {
  const t = useText()
  const { busy, mine, others, may, can, dial, close, give, release } = useOwed(task)
  const other = task.house.state === 'waiting' ? 'people' : 'automatic'
  return (
    <Flex gap={8}>
      {may && (
        <Tooltip title={can ? '' : t('day.sign_in_first')}>
          <Button size="small" loading={busy} disabled={!can || others} onClick={() => void dial()} data-act="dial-callback">
            {t('phone.dial')}
          </Button>
        </Tooltip>
      )}
      <Dropdown
        trigger={['click']}
        disabled={others}
        menu={{
          items: [
            ...results.map((result) => ({ key: result as string, label: t(`callback.result.${result}`) })),
            { type: 'divider' },
            { key: other, label: t(other === 'people' ? 'callback.to_people' : 'callback.to_house'), disabled: !task.queue },
          ],
          onClick: ({ key }) => void (key === other ? give(other) : close(key as Result)),
        }}
      >
        <Button size="small">{t('callback.close')}</Button>
      </Dropdown>
      {mine && (
        <Button size="small" type="text" onClick={() => void release()}>
          {t('callback.release')}
        </Button>
      )}
    </Flex>
  )
}
