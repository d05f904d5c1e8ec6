/** When the company may dial out. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Form, Skeleton, Typography } from 'antd'
import { type Shape, api, call } from '@/shared/api/client'
import { useText } from '@/shared/text'
import type { Week } from '@/shared/week'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Panel } from '@/shared/ui/Page'
import { WeekHours } from '@/shared/ui/WeekHours'

const key = ['dial-hours']

export function DialHoursTab() {
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => call(api.GET('/api/dial-hours')) })
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  return data ? <Hours hours={data} /> : <Skeleton active />
}

function Hours({ hours }: { hours: Shape<'HoursOut'> }) {
  const t = useText()
  const cache = useQueryClient()
  const { message } = App.useApp()
  const sending = useSending<{ weekly: Week }>(async ({ weekly }) => {
    cache.setQueryData(key, await call(api.PUT('/api/dial-hours', { body: { weekly, days: hours.days } })))
    void message.success(t('form.saved'))
  })
  return (
    <Panel title={t('hours.title')}>
      <Typography.Paragraph type="secondary">{t('hours.hint', { zone: hours.timezone })}</Typography.Paragraph>
      <ApiForm sending={sending} initial={{ weekly: hours.weekly }} submitText={t('action.save')}>
        <Form.Item name="weekly">
          <WeekHours />
        </Form.Item>
      </ApiForm>
    </Panel>
  )
}
