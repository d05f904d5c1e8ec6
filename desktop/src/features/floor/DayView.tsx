/** The day by half hours, of all queues or of one. */
import { Select } from 'antd'
import { useState } from 'react'
import type { QueueView } from '@/live/protocol'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { DayChart } from './DayChart'
import { sorted } from './QueueCards'
import type { useFloorDay } from './useFloorDay'
import styles from './Floor.module.css'

export function DayView({ day, queues }: { day: ReturnType<typeof useFloorDay>; queues: readonly QueueView[] }) {
  const t = useText()
  const named = useNamed()
  const [queue, setQueue] = useState('')
  const rows = queue ? day?.queues.find((one) => one.queue === queue)?.half_hours : day?.half_hours
  const options = [{ value: '', label: t('floor.all_queues') }, ...sorted(queues).map((one) => ({ value: one.id, label: named(one) }))]
  return (
    <div className={styles.chart}>
      <DayChart halfHours={rows ?? []} extra={<Select size="small" aria-label={t('call.queue')} value={queue} onChange={setQueue} options={options} popupMatchSelectWidth={false} />} />
    </div>
  )
}
