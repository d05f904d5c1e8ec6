/** How long a recording is kept, and holding it: for who decides about that. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Flex, Input, Popconfirm, Typography } from 'antd'
import { useState } from 'react'
import { api, call } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useTellFailure } from '@/shared/failure'
import { moment } from '@/shared/formats'
import { useMay, useZone } from '@/shared/session'
import { useText } from '@/shared/text'

export function Keeping({ recording }: { recording: string }) {
  // of another recording nothing that was typed for this one stays
  return useMay()('recordings.keep') ? <Kept key={recording} recording={recording} /> : null
}

function Kept({ recording }: { recording: string }) {
  const t = useText()
  const named = useNamed()
  const zone = useZone()
  const cache = useQueryClient()
  const tell = useTellFailure()
  const [because, setBecause] = useState('')
  const params = { path: { recording } }
  const { data } = useQuery({
    queryKey: ['keeping', recording],
    queryFn: () => call(api.GET('/api/recordings/{recording}/keeping', { params })),
  })
  if (!data) return null
  const put = (answer: Promise<unknown>) => answer.then((now) => cache.setQueryData(['keeping', recording], now), tell)
  const by = named(data.by)
  const span = data.kept_until
    ? t('keeping.until', { day: moment(data.kept_until, zone, 'day'), by })
    : by
      ? t('keeping.good_by', { by })
      : t('keeping.good')
  return (
    <Flex gap={8} align="baseline" data-testid="keeping">
      <Typography.Text type={data.held_at ? 'warning' : 'secondary'} style={{ flex: 1 }}>
        {data.held_at ? t('keeping.held', { because: data.held_because, name: data.held_by?.name ?? '–' }) : span}
      </Typography.Text>
      {data.held_at ? (
        <Button size="small" onClick={() => void put(call(api.DELETE('/api/recordings/{recording}/hold', { params })))}>
          {t('keeping.release')}
        </Button>
      ) : (
        <Popconfirm
          icon={null}
          title={t('keeping.hold_title')}
          description={
            <Input
              autoFocus
              maxLength={200}
              value={because}
              onChange={(event) => setBecause(event.target.value)}
              placeholder={t('keeping.hold_why')}
              aria-label={t('keeping.hold_why')}
              style={{ width: 280 }}
            />
          }
          okText={t('keeping.hold')}
          okButtonProps={{ disabled: !because.trim() }}
          cancelText={t('action.cancel')}
          onOpenChange={() => setBecause('')}
          onConfirm={() => void put(call(api.PUT('/api/recordings/{recording}/hold', { params, body: { because: because.trim() } })))}
        >
          <Button size="small">{t('keeping.hold')}</Button>
        </Popconfirm>
      )}
    </Flex>
  )
}
