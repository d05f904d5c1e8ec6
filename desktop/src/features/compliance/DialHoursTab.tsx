/** When the company may dial out, and the holidays beside it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Skeleton, Typography } from 'antd'
import { useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { zoneName } from '@/shared/formats'
import { useLanguage, useText } from '@/shared/text'
import type { Week } from '@/shared/week'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { ChangedLast } from '@/shared/ui/ChangedLast'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { HolidayList } from '@/shared/ui/HolidayList'
import { HoursField } from '@/shared/ui/HoursField'
import { Panel } from '@/shared/ui/Page'
import styles from './Compliance.module.css'

const key = ['dial-hours']

export function DialHoursTab() {
  const t = useText()
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => call(api.GET('/api/dial-hours')) })
  const [round, setRound] = useState(0)
  const reload = async () => {
    await refetch()
    setRound((one) => one + 1)
  }
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active />
  return (
    <div className={styles.beside}>
      <Hours key={round} hours={data} onReload={() => void reload()} />
      <Panel title={t('holiday.title')}>
        <HolidayList />
      </Panel>
    </div>
  )
}

function Hours({ hours, onReload }: { hours: Shape<'HoursOut'>; onReload: () => void }) {
  const t = useText()
  const cache = useQueryClient()
  // What the person has before him: a newer one that arrives meanwhile must not pass for it.
  const [seen, setSeen] = useState(hours)
  const sending = useSending<{ weekly: Week }>(
    async ({ weekly }, version) => {
      const stored = await call(api.PUT('/api/dial-hours', { body: { weekly, days: hours.days, ...(version ? { version } : {}) } }))
      cache.setQueryData(key, stored)
      setSeen(stored)
      return { weekly: stored.weekly }
    },
    { version: seen.version },
  )
  return (
    <Panel title={t('hours.title')}>
      <Typography.Paragraph type="secondary">{t('hours.hint', { zone: zoneName(hours.timezone, useLanguage()) })}</Typography.Paragraph>
      <ApiForm sending={sending} initial={{ weekly: hours.weekly }} submitText={t('action.save')} onReload={onReload}>
        <HoursField name="weekly" />
      </ApiForm>
      <ChangedLast change={seen.changed} whole />
    </Panel>
  )
}
