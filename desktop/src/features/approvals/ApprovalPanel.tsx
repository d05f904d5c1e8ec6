/** One approval: what it is about, how far it is, deciding it, and its whole history. */
import { useQuery } from '@tanstack/react-query'
import { Descriptions, Flex, Skeleton, Typography } from 'antd'
import { api, call } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Moment } from '@/shared/ui/Figures'
import { SidePanel } from '@/shared/ui/SidePanel'
import { StateMark } from '@/shared/ui/StateMark'
import { Word } from '@/shared/ui/Word'
import { Decide } from './Decide'
import { History } from './History'
import { Own } from './Own'
import { Progress } from './Progress'
import { type WholeApproval, lookOf, states } from './looks'

export function ApprovalPanel({ id, onClose }: { id: string | null; onClose: () => void }) {
  const t = useText()
  const { data, error, refetch } = useQuery({
    queryKey: ['approvals', 'one', id],
    queryFn: () => call(api.GET('/api/approvals/{approval}', { params: { path: { approval: id ?? '' } } })),
    enabled: id !== null,
    refetchInterval: 30_000,
  })
  return (
    <SidePanel open={id !== null} onClose={onClose} title={data?.name ?? t('approval.one')} size={520} mask={false} beside>
      {data ? <Body key={`${data.id} ${data.round}`} row={data} /> : error ? <ErrorNote error={error} retry={() => void refetch()} /> : <Skeleton active />}
    </SidePanel>
  )
}

function Body({ row }: { row: WholeApproval }) {
  const t = useText()
  const named = useNamed()
  const mine = row.steps.filter((step) => step.mine)
  return (
    <Flex vertical gap={20} data-testid="approval">
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'state', label: t('approval.state'), children: <StateMark look={lookOf(states, row.state)} plain /> },
          { key: 'chain', label: t('approval.chain'), children: named({ name: row.chain, name_en: row.chain_en }) },
          { key: 'who', label: t('approval.requester'), children: `${row.requester.name} · ${named({ name: row.unit, name_en: row.unit_en })}` },
          { key: 'at', label: t('approval.begun_at'), children: <Moment at={row.begun_at} /> },
          ...(row.request
            ? [
                { key: 'track', label: t('request.track'), children: <Word group="request.track" value={row.request.track} /> },
                { key: 'customers', label: t('request.customers'), children: row.request.customers.toLocaleString() },
              ]
            : []),
        ]}
      />
      {row.request && <Typography.Paragraph style={{ whiteSpace: 'pre-wrap', marginBottom: 0 }}>{row.request.text}</Typography.Paragraph>}
      {mine.map((step) => (
        <Decide key={step.key} approval={row} step={step} />
      ))}
      {row.requested && <Own row={row} />}
      <section>
        <Typography.Title level={5}>{t('approval.progress')}</Typography.Title>
        <Progress row={row} />
      </section>
      <section>
        <Typography.Title level={5}>{t('approval.history')}</Typography.Title>
        <History row={row} />
      </section>
    </Flex>
  )
}
