/** One hand-over: how far it is, what lacks, its receipt, and who has signed for it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Descriptions, Flex, Skeleton, Typography } from 'antd'
import { Link } from 'react-router'
import { api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Moment } from '@/shared/ui/Figures'
import { JobProgress } from '@/shared/ui/JobProgress'
import { Named } from '@/shared/ui/Named'
import { SidePanel } from '@/shared/ui/SidePanel'
import { StateMark } from '@/shared/ui/StateMark'
import { Word } from '@/shared/ui/Word'
import { Receive } from './Receive'
import { type HandOver, isWritten, loadOne, lookOf, monthOf, sized } from './handOvers'

const shown = 20

export function HandOverPanel({ id, onClose }: { id: string | null; onClose: () => void }) {
  const t = useText()
  const { data, error, refetch } = useQuery({
    queryKey: ['hand-overs', 'one', id],
    queryFn: () => loadOne(id ?? ''),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && state.data.job !== null ? 2_000 : false),
  })
  return (
    <SidePanel open={id !== null} onClose={onClose} title={t('handover.one')} size={480} mask={false} beside>
      {data ? <Body row={data} /> : error ? <ErrorNote error={error} retry={() => void refetch()} /> : <Skeleton active />}
    </SidePanel>
  )
}

function Body({ row }: { row: HandOver }) {
  const t = useText()
  return (
    <Flex vertical gap={16} data-testid="hand-over">
      <Flex gap={12} align="center">
        <StateMark look={lookOf(row)} />
        {!isWritten(row) && <JobProgress done={row.done} total={row.total} rate={row.rate} running={row.state === 'copying'} />}
      </Flex>
      {row.state === 'away' && <Alert type="warning" showIcon title={t('handover.away_hint', { why: row.trouble })} />}
      <Acts row={row} />
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'month', label: t('handover.month'), children: monthOf(row) },
          { key: 'queue', label: t('call.queue'), children: row.queue ? <Named row={row.queue} /> : t('handover.all_queues') },
          { key: 'medium', label: t('handover.medium'), children: row.medium },
          { key: 'where', label: t('handover.place'), children: row.where || '–' },
          { key: 'folder', label: t('handover.folder'), children: <Typography.Text copyable>{row.folder}</Typography.Text> },
          ...(isWritten(row)
            ? [
                { key: 'n', label: t('handover.recordings'), children: `${row.recordings} · ${sized(row.bytes)}` },
                { key: 'sha', label: t('handover.sha256'), children: <Typography.Text copyable={{ text: row.manifest_sha256 }} title={row.manifest_sha256}>{`${row.manifest_sha256.slice(0, 16)}…`}</Typography.Text> },
              ]
            : []),
          { key: 'asked', label: t('handover.asked'), children: row.asked_by.name },
          { key: 'at', label: t('handover.asked_at'), children: <Moment at={row.asked_at} /> },
          { key: 'finished', label: t('handover.finished_at'), children: row.finished_at ? <Moment at={row.finished_at} /> : '–' },
          ...(row.received_at
            ? [
                { key: 'by', label: t('handover.received_by'), children: row.received_by },
                { key: 'received', label: t('handover.received_at'), children: <Moment at={row.received_at} /> },
                { key: 'noted', label: t('handover.noted_by'), children: row.received_noted_by?.name ?? '–' },
              ]
            : []),
        ]}
      />
      {row.lacking > 0 && <Lacking row={row} />}
    </Flex>
  )
}

function Acts({ row }: { row: HandOver }) {
  const t = useText()
  const cache = useQueryClient()
  const tell = useTellFailure()
  const act = (answer: Promise<unknown>) => answer.then(() => cache.invalidateQueries({ queryKey: ['hand-overs'] }), tell)
  const goOn = () => void act(call(api.POST('/api/hand-overs/{id}/go-on', { params: { path: { id: row.id } } })))
  const stop = () => row.job && void act(call(api.POST('/api/jobs/{id}/cancel', { params: { path: { id: row.job } } })))
  return (
    <Flex gap={8} wrap>
      {row.job && <Button onClick={stop}>{t('action.stop')}</Button>}
      {row.state === 'stopped' && <Button type="primary" onClick={goOn}>{t('handover.go_on_stopped')}</Button>}
      {row.state === 'incomplete' && !row.job && <Button onClick={goOn}>{t('handover.go_on')}</Button>}
      {isWritten(row) && (
        <Link to={`/receipt/${row.id}`}>
          <Button type={row.state === 'complete' ? 'primary' : 'default'}>{t('handover.receipt')}</Button>
        </Link>
      )}
      {isWritten(row) && row.state !== 'received' && !row.job && <Receive row={row} />}
    </Flex>
  )
}

/** What could not be copied, each with its call. */
function Lacking({ row }: { row: HandOver }) {
  const t = useText()
  const { data } = useQuery({
    queryKey: ['hand-overs', 'lacking', row.id, row.manifest_sha256],
    queryFn: () => call(api.GET('/api/hand-overs/{id}/items', { params: { path: { id: row.id }, query: { lacking: true, size: shown } } })),
  })
  return (
    <div data-testid="lacking">
      <Typography.Title level={5}>{t('handover.lacking_list')}</Typography.Title>
      {(data?.items ?? []).map((one) => (
        <Flex key={one.recording} gap={12}>
          <Link to={`/calls?open=${one.call}`}>
            <Moment at={one.started_at} />
          </Link>
          <span style={{ flex: 1 }}>{one.person?.name ?? '–'}</span>
          <Word group="handover.item" value={one.state} />
        </Flex>
      ))}
      {data && data.total > shown && <Typography.Text type="secondary">{t('handover.lacking_more', { n: data.total - shown })}</Typography.Text>}
    </div>
  )
}
