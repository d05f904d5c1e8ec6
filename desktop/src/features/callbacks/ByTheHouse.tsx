/** Whether the system calls by itself: how often it has tried, when it goes on, and what hindered it. */
import { Tooltip, Typography } from 'antd'
import type { Owed } from '@/live/owed'
import { serverNow } from '@/shared/clock'
import { near } from '@/shared/formats'
import { useZone } from '@/shared/session'
import { useText } from '@/shared/text'
import { BothText } from '@/shared/ui/BothText'
import { Moment } from '@/shared/ui/Figures'
import { Word } from '@/shared/ui/Word'

export function ByTheHouse({ task }: { task: Owed }) {
  const t = useText()
  const zone = useZone()
  if (task.closed_at) return <>–</>
  const { state, tries, most, next_at, why, tried } = task.house
  const later = state === 'waiting' && next_at !== null && Date.parse(next_at) > serverNow()
  const said = [
    t(`callback.house.${state}`),
    ...(tries > 0 ? [t('callback.house.tries', { n: tries, most })] : []),
    ...(later ? [t('callback.house.next', { at: near(next_at, zone, serverNow()) })] : []),
  ]
  return (
    <Tooltip title={tried.length > 0 && tried.map((one) => <Tried key={one.call} one={one} />)}>
      <div data-testid="by-the-house">{said.join(' · ')}</div>
      {why && (
        <Typography.Text type="secondary">
          <BothText both={why} />
        </Typography.Text>
      )}
    </Tooltip>
  )
}

function Tried({ one }: { one: Owed['house']['tried'][number] }) {
  return (
    <div>
      <Moment at={one.at} /> <Word group="outcome" value={one.outcome} />
    </div>
  )
}
