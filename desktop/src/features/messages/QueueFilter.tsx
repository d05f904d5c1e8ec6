/** One queue of those that take messages, or all. */
import { Select } from 'antd'
import { useQueueViews } from '@/live/line'
import { useNamed } from '@/shared/dispositions'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'

export function QueueFilter({ queue, choose }: { queue: string; choose: (queue: string | undefined) => void }) {
  const t = useText()
  const named = useNamed()
  const queues = useQueueViews(useMay()('floor.watch'))
  if (queues.length < 2 && !queue) return null
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: 180 }}
      value={queue || null}
      placeholder={t('call.queue')}
      aria-label={t('call.queue')}
      data-testid="queue-filter"
      onChange={(chosen: string | undefined) => choose(chosen ?? undefined)}
      options={queues.map((one) => ({ value: one.id, label: named(one) }))}
    />
  )
}
