/** What is still to be done for whoever calls, by the areas that know: how many of each. */
import { Typography } from 'antd'
import type { ScreenPop } from '@/live/pop'
import { usePopParts } from '@/live/popParts'
import { usePick } from '@/shared/text'

export default function StillOpen({ id, number, pop }: { id: string; number: string; pop: ScreenPop | undefined }) {
  const pick = usePick()
  const open = usePopParts(id, number, pop).flatMap(({ source, part }) => {
    const n = part?.entries.filter((entry) => entry.open).length ?? 0
    return n > 0 ? [`${pick(source.title)} ${n}`] : []
  })
  if (open.length === 0) return null
  return <Typography.Text type="warning">{open.join(' · ')}</Typography.Text>
}
