/** What the requester does with his own request: remind, take back, correct and hand in again. */
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Flex } from 'antd'
import { useState } from 'react'
import { api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useSay } from '@/shared/said'
import { useText } from '@/shared/text'
import { RequestDrawer } from './RequestDrawer'
import type { WholeApproval } from './looks'

export function Own({ row }: { row: WholeApproval }) {
  const t = useText()
  const say = useSay()
  const tell = useTellFailure()
  const cache = useQueryClient()
  const { modal } = App.useApp()
  const [correcting, setCorrecting] = useState(false)
  const path = { params: { path: { approval: row.id } } }
  const fresh = () => cache.invalidateQueries({ queryKey: ['approvals'] })
  const act = async (what: () => Promise<unknown>, done: 'approval.said.remind' | 'approval.said.withdraw') => {
    try {
      await what()
      say(t(done))
    } catch (error) {
      tell(error)
    } finally {
      void fresh()
    }
  }
  const remind = () => act(() => call(api.POST('/api/approvals/{approval}/remind', path)), 'approval.said.remind')
  const withdraw = () =>
    modal.confirm({
      title: t('approval.withdraw_title'),
      content: t('approval.withdraw_text'),
      okText: t('approval.act.withdraw'),
      cancelText: t('action.cancel'),
      onOk: () => act(() => call(api.POST('/api/approvals/{approval}/withdraw', { ...path, body: { reason: '' } })), 'approval.said.withdraw'),
    })
  if (!['running', 'returned'].includes(row.state)) return null
  return (
    <Flex gap={8} wrap>
      {row.state === 'returned' && row.request && (
        <Button type="primary" onClick={() => setCorrecting(true)} data-act="correct">
          {t('request.correct')}
        </Button>
      )}
      {row.state === 'running' && (
        <Button onClick={() => void remind()} data-act="remind">
          {t('approval.act.remind')}
        </Button>
      )}
      <Button onClick={() => void withdraw()} data-act="withdraw">
        {t('approval.act.withdraw')}
      </Button>
      {row.request && <RequestDrawer open={correcting} request={row.request} onClose={() => setCorrecting(false)} onSent={() => void fresh()} />}
    </Flex>
  )
}
