/** One's own sessions. */
import { useQuery } from '@tanstack/react-query'
import { Button, Flex, Skeleton, Typography } from 'antd'
import { api, call } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { SessionList } from '@/shared/ui/SessionList'
import { useEnding } from '@/shared/ui/useEnding'

const key = ['sessions'] as const

export function OwnSessions() {
  const t = useText()
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => call(api.GET('/api/sessions')) })
  const { end, endAll } = useEnding(key)
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active />
  return (
    <Flex vertical gap={8}>
      <Typography.Text type="secondary">{t('safety.sessions_hint')}</Typography.Text>
      <SessionList sessions={data} onEnd={(one) => void end(() => call(api.DELETE('/api/sessions/{id}', { params: { path: { id: one.id } } })))} />
      {data.length > 1 && (
        <div>
          <Button danger onClick={() => void endAll(t('safety.end_others'), () => call(api.DELETE('/api/sessions')))}>
            {t('safety.end_others')}
          </Button>
        </div>
      )}
    </Flex>
  )
}
