/** Calls that are owed: take one on, dial it, close it with what came of it. */
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Dropdown, Flex, Segmented } from 'antd'
import { useState } from 'react'
import { useDial } from '@/live/dial'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { usePerson } from '@/shared/session'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Page } from '@/shared/ui/Page'
import { PageTable, useTableFilter } from '@/shared/ui/PageTable'
import { columns } from './columns'

type Task = Shape<'CallbackOut'>

const load = listOf('/api/callbacks')
const results = ['reached', 'not_reached', 'refused', 'not_needed'] as const
type Result = (typeof results)[number]

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
          { key: 'acts', title: 'table.acts', render: (row) => (row.closed_at ? null : <Acts task={row} />) },
        ]}
        search="calls.search"
        filterNames={['state']}
        filters={
          <Segmented
            value={state || 'open'}
            onChange={(value) => setState(value === 'open' ? undefined : value)}
            options={(['open', 'closed', 'all'] as const).map((value) => ({ value, label: t(`callback.${value}`) }))}
          />
        }
        refreshEvery={10_000}
        empty={<EmptyState title={t('callback.empty')} hint={t('callback.empty_hint')} />}
      />
    </Page>
  )
}

function Acts({ task }: { task: Task }) {
  const t = useText()
  const me = usePerson()
  const cache = useQueryClient()
  const tell = useTellFailure()
  const { message } = App.useApp()
  const { may, can, dial } = useDial()
  const [busy, setBusy] = useState(false)
  const params = { path: { task: task.id } }
  const mine = task.claimed_by?.id === me?.id
  const others = task.claimed_by !== null && !mine
  const act = async (what: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await what()
    } catch (error) {
      tell(error)
    } finally {
      setBusy(false)
      void cache.invalidateQueries({ queryKey: ['callbacks'] })
    }
  }
  /** Taking it on shows the number whole to who dials it, and keeps others from calling the same customer. */
  const takeAndDial = () =>
    act(async () => {
      const taken = await call(api.POST('/api/callbacks/{task}/claim', { params }))
      await dial(taken.number)
    })
  const close = (result: Result) =>
    act(async () => {
      await call(api.POST('/api/callbacks/{task}/close', { params, body: { result } }))
      void message.success(t('callback.closed_done'))
    })
  return (
    <Flex gap={8}>
      {may && (
        <Button size="small" loading={busy} disabled={!can || others} onClick={() => void takeAndDial()} data-act="dial-callback">
          {t('phone.dial')}
        </Button>
      )}
      <Dropdown
        trigger={['click']}
        disabled={others}
        menu={{
          items: results.map((result) => ({ key: result, label: t(`callback.result.${result}`) })),
          onClick: ({ key }) => void close(key as Result),
        }}
      >
        <Button size="small">{t('callback.close')}</Button>
      </Dropdown>
      {mine && (
        <Button size="small" type="text" onClick={() => void act(() => call(api.POST('/api/callbacks/{task}/release', { params })))}>
          {t('callback.release')}
        </Button>
      )}
    </Flex>
  )
}
