/** Each queue by its figures: who waits now, and how today has gone. */
import { serverNow, useNow } from '@/shared/clock'
import type { QueueView } from '@/live/protocol'
import { useNamed } from '@/shared/dispositions'
import { waitTooLong } from '@/shared/states'
import { useText } from '@/shared/text'
import { FigureCard } from '@/shared/ui/FigureCard'
import { Duration, Running } from '@/shared/ui/Figures'
import { type Offered, level } from './figures'

const none: Offered = { offered: 0, answered: 0, in_time: 0, abandoned: 0, dropped: 0 }
/** The share that should be answered in time (K5), per cent. */
const wanted = 80

export function QueueCards({ queues, days }: { queues: readonly QueueView[]; days: readonly ({ queue: string } & Offered)[] }) {
  const t = useText()
  const named = useNamed()
  useNow()
  // A queue keeps its place whatever happens in it.
  const sorted = [...queues].sort((a, b) => a.name.localeCompare(b.name, 'zh') || a.id.localeCompare(b.id))
  return sorted.map((queue) => {
    const day = days.find((one) => one.queue === queue.id) ?? none
    const share = level(day)
    const perPlace = queue.place_ms ?? 0
    const tooLong = queue.longest_since > 0 && serverNow() - queue.longest_since > waitTooLong
    const asks = tooLong ? 'red' : queue.waiting > 0 ? 'orange' : undefined
    return (
      <FigureCard
        key={queue.id}
        title={named(queue)}
        hue={asks}
        testid="queue"
        waiting={queue.waiting}
        figures={[
          { key: 'waiting', label: t('floor.waiting'), value: queue.waiting, hint: t('floor.waiting_hint'), hue: asks },
          { key: 'longest', label: t('floor.longest'), value: queue.longest_since > 0 ? <Running since={queue.longest_since} /> : '–', hint: t('floor.longest_hint'), hue: asks },
          // only where somebody waits and it is known: what the next caller would be told
          ...(queue.waiting > 0 && perPlace > 0
            ? [{ key: 'expected', label: t('floor.expected'), value: <Duration ms={(queue.waiting + 1) * perPlace} />, hint: t('floor.expected_hint') }]
            : []),
          { key: 'level', label: t('floor.level'), value: share === null ? '–' : `${share}%`, hint: t('floor.level_hint'), hue: share !== null && share < wanted ? 'amber' : undefined },
          { key: 'offered', label: t('floor.offered'), value: day.offered, hint: t('floor.offered_hint') },
          { key: 'answered', label: t('floor.answered'), value: day.answered, hint: t('floor.answered_hint') },
          { key: 'abandoned', label: t('floor.abandoned'), value: day.abandoned, hint: t('floor.abandoned_hint') },
          // only where the house calls by itself: others need no place for it
          ...(day.dropped > 0 ? [{ key: 'dropped', label: t('floor.dropped'), value: day.dropped, hint: t('floor.dropped_hint') }] : []),
        ]}
      />
    )
  })
}
