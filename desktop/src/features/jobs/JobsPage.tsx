/** The job centre: long work, how far it is, and stopping it. */
import { DownloadOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { api, call, listOf, type Shape } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { jobStates } from '@/shared/states'
import { usePerson } from '@/shared/session'
import { useText } from '@/shared/text'
import { BothText } from '@/shared/ui/BothText'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Moment } from '@/shared/ui/Figures'
import { fileOf } from '@/shared/ui/exporting'
import { JobProgress } from '@/shared/ui/JobProgress'
import { Page } from '@/shared/ui/Page'
import { type Column, PageTable, useTableFilter } from '@/shared/ui/PageTable'
import { StateMark } from '@/shared/ui/StateMark'
import { Word } from '@/shared/ui/Word'

type Job = Shape<'JobOut'>

const load = listOf('/api/jobs')
const running = ['waiting', 'running']

const columns: Column<Job>[] = [
  { key: 'created_at', title: 'job.created_at', sort: 'created_at', render: (row) => <Moment at={row.created_at} /> },
  { key: 'kind', title: 'job.kind', render: (row) => <Kind job={row} /> },
  { key: 'state', title: 'job.state', render: (row) => <State state={row.state} /> },
  { key: 'progress', title: 'job.progress', width: 240, render: (row) => <JobProgress done={row.done} total={row.total} rate={row.rate} running={row.state === 'running'} /> },
  { key: 'ended_at', title: 'job.ended_at', render: (row) => <Moment at={row.ended_at} /> },
  { key: 'error', title: 'job.error', render: (row) => row.error || '–' },
  { key: 'acts', title: 'table.acts', render: (row) => (running.includes(row.state) ? <Cancel job={row} /> : row.file ? <Fetch job={row} /> : null) },
]

function Kind({ job }: { job: Job }) {
  return (
    <>
      <Word group="job" value={job.kind} /> <BothText both={job.title} />
    </>
  )
}

function Fetch({ job }: { job: Job }) {
  const t = useText()
  const me = usePerson()?.id
  if (job.person !== me) return null
  return (
    <Button size="small" icon={<DownloadOutlined />} href={fileOf(job.id)} download>
      {t('job.fetch')}
    </Button>
  )
}

function State({ state }: { state: string }) {
  const look = jobStates[state as keyof typeof jobStates] ?? jobStates.waiting
  return <StateMark look={look} />
}

function Cancel({ job }: { job: Job }) {
  const t = useText()
  const cache = useQueryClient()
  const tell = useTellFailure()
  const cancel = async () => {
    try {
      await call(api.POST('/api/jobs/{id}/cancel', { params: { path: { id: job.id } } }))
      await cache.invalidateQueries({ queryKey: ['jobs'] })
    } catch (error) {
      tell(error)
    }
  }
  return (
    <Button size="small" disabled={job.cancel_asked} onClick={() => void cancel()}>
      {t(job.cancel_asked ? 'job.cancelling' : 'action.stop')}
    </Button>
  )
}

export function JobsPage() {
  const t = useText()
  const [state, setState] = useTableFilter('state')
  return (
    <Page title={t('jobs.title')}>
      <PageTable
        name="jobs"
        load={load}
        columns={columns}
        filterNames={['state']}
        filters={
          <Select
            allowClear
            style={{ width: 140 }}
            placeholder={t('job.state')}
            aria-label={t('job.state')}
            value={state || null}
            onChange={(value) => setState(value ?? undefined)}
            options={Object.entries(jobStates).map(([value, look]) => ({ value, label: t(look.text) }))}
          />
        }
        refreshEvery={3_000}
        empty={<EmptyState title={t('jobs.empty')} hint={t('jobs.empty_hint')} />}
      />
    </Page>
  )
}
