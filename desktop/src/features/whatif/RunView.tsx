/** One run: how far it is, or what came of it. */
import { DownloadOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex, Select, Skeleton } from 'antd'
import { api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { JobProgress } from '@/shared/ui/JobProgress'
import { Panel } from '@/shared/ui/Page'
import { Found } from './Found'
import { useRuns } from './Runs'
import type { Run, Values } from './series'
import styles from './WhatIf.module.css'

const often = 1_000

function useRun(id: string) {
  return useQuery({
    queryKey: ['what-ifs', id],
    queryFn: () => call(api.GET('/api/what-ifs/{id}', { params: { path: { id } } })),
    enabled: id !== '',
    retry: false,
    refetchInterval: ({ state }) => (['waiting', 'running'].includes(state.data?.state ?? '') ? often : false),
  }).data
}

/** What was supposed, as the form has it. */
function valuesOf({ name, plan, days, team, beside }: Run): Values {
  return { name, plan, days, team, beside }
}

export function RunView({ run: id, beside, onBeside, onTake, onSimplify }: {
  run: string
  beside: string
  onBeside: (beside: string) => void
  onTake: (values: Values) => void
  onSimplify: (values: Values) => void
}) {
  const t = useText()
  const run = useRun(id)
  const other = useRun(beside)
  if (!id) return <Panel><EmptyState title={t('whatif.none')} hint={t('whatif.none_hint')} /></Panel>
  if (!run) return <Panel><Skeleton active /></Panel>
  return (
    <Panel title={run.name} extra={run.state === 'done' ? <Acts run={run} beside={beside} onBeside={onBeside} onTake={onTake} /> : null} testid="what-if-run">
      {run.state === 'done' ? (
        <Found run={run} other={other?.state === 'done' ? other : undefined} onSimplify={() => onSimplify(valuesOf(run))} />
      ) : (
        <NotDone run={run} />
      )}
    </Panel>
  )
}

function NotDone({ run }: { run: Run }) {
  const t = useText()
  const cache = useQueryClient()
  const tell = useTellFailure()
  if (run.state === 'failed') return <Alert type="error" showIcon title={t('whatif.failed')} />
  if (run.state === 'cancelled') return <Alert type="info" showIcon title={t('whatif.stopped')} />
  const stop = async () => {
    try {
      await call(api.POST('/api/jobs/{id}/cancel', { params: { path: { id: run.id } } }))
      await cache.invalidateQueries({ queryKey: ['what-ifs'] })
    } catch (error) {
      tell(error)
    }
  }
  return (
    <Flex gap={16} align="center" className={styles.running ?? ''}>
      {run.state === 'waiting' ? t('whatif.waits') : <JobProgress done={run.done} total={run.total || 1} rate={run.rate} running />}
      <Button disabled={run.cancel_asked} onClick={() => void stop()}>
        {t(run.cancel_asked ? 'job.cancelling' : 'action.stop')}
      </Button>
    </Flex>
  )
}

function Acts({ run, beside, onBeside, onTake }: { run: Run; beside: string; onBeside: (beside: string) => void; onTake: (values: Values) => void }) {
  const t = useText()
  const others = (useRuns() ?? []).filter((one) => one.state === 'done' && one.id !== run.id)
  return (
    <Flex gap={8} wrap>
      <Select
        size="small"
        aria-label={t('whatif.compare')}
        value={beside}
        onChange={onBeside}
        style={{ minWidth: 180 }}
        disabled={others.length === 0}
        options={[{ value: '', label: t('whatif.compare') }, ...others.map((one) => ({ value: one.id, label: one.name }))]}
      />
      <Button size="small" onClick={() => onTake(valuesOf(run))}>
        {t('whatif.start_from')}
      </Button>
      <Button size="small" icon={<DownloadOutlined />} href={`/api/what-ifs/${run.id}/workbook`} download>
        {t('whatif.export')}
      </Button>
    </Flex>
  )
}
