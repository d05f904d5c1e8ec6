/** What was published before, by whom and why; callers can be given any of them again. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Flex, Skeleton, Tag, Typography } from 'antd'
import { api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useSay } from '@/shared/said'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Moment } from '@/shared/ui/Figures'
import { Inset } from '@/shared/ui/Inset'
import { SidePanel } from '@/shared/ui/SidePanel'

export function useVersions(id: string) {
  return useQuery({ queryKey: ['ivr-flows', id, 'versions'], queryFn: () => call(api.GET('/api/ivr-flows/{id}/versions', { params: { path: { id } } })) })
}

export function Versions({ id, open, onClose }: { id: string; open: boolean; onClose: () => void }) {
  const t = useText()
  const cache = useQueryClient()
  const tell = useTellFailure()
  const say = useSay()
  const { modal } = App.useApp()
  const { data } = useVersions(id)
  const back = (number: number) =>
    modal.confirm({
      title: t('ivr.roll_back_title', { n: number }),
      content: t('ivr.roll_back_text'),
      okText: t('ivr.roll_back'),
      cancelText: t('action.cancel'),
      onOk: async () => {
        try {
          await call(api.POST('/api/ivr-flows/{id}/roll-back', { params: { path: { id } }, body: { number } }))
          await cache.invalidateQueries({ queryKey: ['ivr-flows'] })
          say(t('ivr.rolled_back'))
        } catch (error) {
          tell(error)
        }
      },
    })
  return (
    <SidePanel title={t('ivr.versions')} open={open} onClose={onClose}>
      {!data && <Skeleton active />}
      {data?.length === 0 && <EmptyState title={t('ivr.no_versions')} />}
      <Flex vertical gap={8} data-testid="versions">
        {data?.map((one) => (
          <Inset key={one.number}>
            <Flex justify="space-between" align="center" gap={8}>
              <strong>{t('ivr.version', { n: one.number })}</strong>
              {one.live ? (
                <Tag color="success">{t('ivr.now_live')}</Tag>
              ) : (
                <Button size="small" onClick={() => back(one.number)} data-act="roll-back">
                  {t('ivr.roll_back')}
                </Button>
              )}
            </Flex>
            <Typography.Text type="secondary">
              <Moment at={one.published_at} /> · {one.published_by}
            </Typography.Text>
            {one.note && <span>{one.note}</span>}
          </Inset>
        ))}
      </Flex>
    </SidePanel>
  )
}
