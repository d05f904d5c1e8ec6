/** Deciding one step: a word to it, and the three ways on. What was typed stays when the house refuses. */
import { useQueryClient } from '@tanstack/react-query'
import { Button, Flex, Input, Typography } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { api, call } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useTellFailure } from '@/shared/failure'
import { nameOf, useKey } from '@/shared/keys'
import { useSay } from '@/shared/said'
import { useText } from '@/shared/text'
import { KeyTip } from '@/shared/ui/KeyTip'
import { Panel } from '@/shared/ui/Page'
import type { Step, WholeApproval } from './looks'

type Way = 'approve' | 'return' | 'reject'

export function Decide({ approval, step }: { approval: WholeApproval; step: Step }) {
  const t = useText()
  const named = useNamed()
  const say = useSay()
  const tell = useTellFailure()
  const cache = useQueryClient()
  const [reason, setReason] = useState('')
  const [lacks, setLacks] = useState(false)
  const [busy, setBusy] = useState<Way | null>(null)
  const decide = async (way: Way) => {
    const needed = way !== 'approve' || step.remark
    setLacks(needed && !reason.trim())
    if (busy || (needed && !reason.trim())) return
    setBusy(way)
    const asked = { params: { path: { approval: approval.id } }, body: { step: step.key, reason } }
    try {
      if (way === 'approve') await call(api.POST('/api/approvals/{approval}/approve', asked))
      else if (way === 'return') await call(api.POST('/api/approvals/{approval}/return', asked))
      else await call(api.POST('/api/approvals/{approval}/reject', asked))
      say(t(`approval.said.${way}`))
    } catch (error) {
      tell(error)
    } finally {
      setBusy(null)
      void cache.invalidateQueries({ queryKey: ['approvals'] })
    }
  }
  useKey('finish', () => void decide('approve'))
  // Of two steps that are his at once the key decides the one about which he writes.
  const keyed = (event: KeyboardEvent) => {
    if (event.repeat || nameOf(event.nativeEvent) !== 'finish') return
    event.preventDefault()
    void decide('approve')
  }
  return (
    <Panel title={t('approval.your_turn', { step: named(step) })} testid="decide">
      <Flex vertical gap={8}>
        <Input.TextArea
          rows={3}
          maxLength={2000}
          value={reason}
          status={lacks ? 'error' : ''}
          aria-label={t('approval.reason')}
          placeholder={t(step.remark ? 'approval.remark_hint' : 'approval.reason_hint')}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={keyed}
        />
        {lacks && <Typography.Text type="danger">{t('approval.reason_needed')}</Typography.Text>}
        <Flex gap={8} wrap>
          <KeyTip name="finish" text={t('approval.act.approve')}>
            <Button type="primary" loading={busy === 'approve'} onClick={() => void decide('approve')} data-act="approve">
              {t('approval.act.approve')}
            </Button>
          </KeyTip>
          <Button loading={busy === 'return'} onClick={() => void decide('return')} data-act="return">
            {t('approval.act.return')}
          </Button>
          <Button danger loading={busy === 'reject'} onClick={() => void decide('reject')} data-act="reject">
            {t('approval.act.reject')}
          </Button>
        </Flex>
      </Flex>
    </Panel>
  )
}
