/** How far a job is, how fast, and how long it will still take. */
import { Flex, Progress, Typography } from 'antd'
import { duration } from '@/shared/formats'
import { useText } from '@/shared/text'

export function JobProgress({ done, total, rate, running }: { done: number; total: number; rate: number; running: boolean }) {
  const t = useText()
  if (total <= 0) return <Typography.Text type="secondary">{done > 0 ? done : '–'}</Typography.Text>
  const left = running && rate > 0 ? duration(((total - done) / rate) * 1000) : null
  return (
    <Flex gap={8} align="center">
      <Progress percent={Math.floor((100 * done) / total)} size="small" style={{ width: 120, margin: 0 }} />
      {left && <Typography.Text type="secondary">{t('job.left', { time: left })}</Typography.Text>}
    </Flex>
  )
}
