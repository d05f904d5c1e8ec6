/** Earlier runs, the latest first; a row opens. */
import { useQuery } from '@tanstack/react-query'
import { Table, Typography } from 'antd'
import { api, call } from '@/shared/api/client'
import { figureOf } from '@/shared/measures'
import { jobStates } from '@/shared/states'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Figure, FigureName } from '@/shared/ui/Figure'
import { Moment } from '@/shared/ui/Figures'
import { Panel } from '@/shared/ui/Page'
import { StateMark } from '@/shared/ui/StateMark'
import type { Row } from './series'

const often = 2_000
const under = ['waiting', 'running']

export function useRuns() {
  return useQuery({
    queryKey: ['what-ifs'],
    queryFn: () => call(api.GET('/api/what-ifs', { params: { query: { size: 100 } } })),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => under.includes(one.state)) ? often : false),
  }).data?.items
}

export function Runs({ open, onOpen }: { open: string; onOpen: (run: string) => void }) {
  const t = useText()
  const runs = useRuns()
  if (runs?.length === 0) return null
  return (
    <Panel title={t('whatif.runs')} extra={<Typography.Text type="secondary">{t('whatif.runs_hint')}</Typography.Text>} testid="what-if-runs">
      <Table<Row>
        size="small"
        rowKey="id"
        loading={!runs}
        dataSource={runs ?? []}
        pagination={{ pageSize: 8, hideOnSinglePage: true, size: 'small' }}
        locale={{ emptyText: <EmptyState compact title={t('whatif.none')} /> }}
        columns={[
          { key: 'name', title: t('whatif.name'), render: (_, row) => <a href={`/what-if?run=${row.id}`} onClick={(event) => { event.preventDefault(); onOpen(row.id) }}>{row.id === open ? <strong>{row.name}</strong> : row.name}</a> },
          { key: 'who', title: t('whatif.supposed'), render: (_, row) => t('whatif.started_by', { name: row.person, n: row.agents, calls: Math.round(row.calls_a_day) }) },
          { key: 'K5', title: <FigureName code="K5" />, align: 'right', render: (_, row) => (row.figures.length > 0 ? <Figure code="K5" figure={figureOf(row.figures, 'K5')} /> : '–') },
          { key: 'K15_abandoned', title: <FigureName code="K15_abandoned" />, align: 'right', render: (_, row) => (row.figures.length > 0 ? <Figure code="K15_abandoned" figure={figureOf(row.figures, 'K15_abandoned')} /> : '–') },
          { key: 'state', title: t('job.state'), render: (_, row) => <StateMark look={jobStates[row.state as keyof typeof jobStates] ?? jobStates.waiting} /> },
          { key: 'created_at', title: t('job.created_at'), render: (_, row) => <Moment at={row.created_at} /> },
        ]}
      />
    </Panel>
  )
}
