/** When the company may dial out, and the holidays beside it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Skeleton, Typography } from 'antd'
import { type Shape, api, call } from '@/shared/api/client'
import { useText } from '@/shared/text'
import type { Week } from '@/shared/week'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { HolidayList } from '@/shared/ui/HolidayList'
import { HoursField } from '@/shared/ui/HoursField'
import { Panel } from '@/shared/ui/Page'
import styles from './Compliance.module.css'

const key = ['dial-hours']

export function DialHoursTab() {
  const t = useText()
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => call(api.GET('/api/dial-hours')) })
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active />
  return (
    <div className={styles.beside}>
      <Hours hours={data} />
      <Panel title={t('holiday.title')}>
        <HolidayList />
      </Panel>
    </div>
  )
}

function Hours({ hours }: { hours: Shape<'HoursOut'> }) {
  const t = useText()
  const cache = useQueryClient()
  const sending = useSending<{ weekly: Week }>(async ({ weekly }) => {
    const stored = await call(api.PUT('/api/dial-hours', { body: { weekly, days: hours.days } }))
    cache.setQueryData(key, stored)
    return { weekly: stored.weekly }
  })
  return (
    <Panel title={t('hours.title')}>
      <Typography.Paragraph type="secondary">{t('hours.hint', { zone: hours.timezone })}</Typography.Paragraph>
      <ApiForm sending={sending} initial={{ weekly: hours.weekly }} submitText={t('action.save')}>
        <HoursField name="weekly" />
      </ApiForm>
    </Panel>
  )
}
