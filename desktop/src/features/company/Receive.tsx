/** Noting who has signed for a hand-over. */
import { useQueryClient } from '@tanstack/react-query'
import { Button, Flex, Input, Popconfirm, Typography } from 'antd'
import { useState } from 'react'
import { api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useText } from '@/shared/text'
import type { HandOver } from './handOvers'

export function Receive({ row }: { row: HandOver }) {
  const t = useText()
  const cache = useQueryClient()
  const tell = useTellFailure()
  const [by, setBy] = useState('')
  const note = () =>
    call(api.POST('/api/hand-overs/{id}/received', { params: { path: { id: row.id } }, body: { received_by: by.trim() } })).then(
      () => cache.invalidateQueries({ queryKey: ['hand-overs'] }),
      tell,
    )
  return (
    <Popconfirm
      icon={null}
      title={t('handover.receive')}
      description={
        <Flex vertical gap={8} style={{ width: 300 }}>
          <Typography.Text type="secondary">{row.lacking > 0 ? t('handover.receive_lacking', { n: row.lacking }) : t('handover.receive_hint')}</Typography.Text>
          <Input autoFocus maxLength={100} value={by} onChange={(event) => setBy(event.target.value)} placeholder={t('handover.received_by')} aria-label={t('handover.received_by')} />
        </Flex>
      }
      okText={t('handover.receive')}
      okButtonProps={{ disabled: !by.trim() }}
      cancelText={t('action.cancel')}
      onConfirm={() => void note()}
      onOpenChange={() => setBy('')}
    >
      <Button>{t('handover.receive')}</Button>
    </Popconfirm>
  )
}
