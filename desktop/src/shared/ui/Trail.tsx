/** What was done to one thing, the latest first; each line opens to what changed. */
import { useQuery } from '@tanstack/react-query'
import { Skeleton, Typography } from 'antd'
import { api, call } from '@/shared/api/client'
import { usePick, useText } from '@/shared/text'
import { Changes } from './Changes'
import { EmptyState } from './EmptyState'
import { ErrorNote } from './ErrorNote'
import { Moment } from './Figures'
import styles from './Trail.module.css'

const most = 20

export function Trail({ subject }: { subject: string }) {
  const t = useText()
  const pick = usePick()
  const { data, error, refetch } = useQuery({
    queryKey: ['audit', 'of', subject],
    queryFn: () => call(api.GET('/api/audit', { params: { query: { subject_id: subject, size: most } } })),
  })
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active />
  if (data.items.length === 0) return <EmptyState compact title={t('record.no_trail')} />
  return data.items.map((line) => (
    <details key={line.id} className={styles.line}>
      <summary>
        <Moment at={line.at} /> <strong>{pick(line.said)}</strong>{' '}
        <Typography.Text type="secondary">{line.person_name || t('party.system')}</Typography.Text>
      </summary>
      <Changes before={line.before} after={line.after} names={line.names} />
    </details>
  ))
}
