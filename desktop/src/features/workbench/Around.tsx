/** What is known around a call: earlier calls, what is owed, and what other areas bring, as tabs. */
import { Tabs } from 'antd'
import type { ScreenPop } from '@/live/pop'
import { usePopParts } from '@/live/popParts'
import { usePick, useText } from '@/shared/text'
import Brought, { Goal } from './Brought'
import { about } from './about'

export default function Around({ call, number, pop }: { call: string; number: string; pop: ScreenPop | undefined }) {
  const t = useText()
  const pick = usePick()
  const parts = usePopParts(call, number, pop)
  const house = about.map(({ key, text, count, body }) => {
    const known = pop ? count(pop) : 0
    return { key, label: known > 0 ? `${t(text)} ${known}` : t(text), children: pop && body(pop) }
  })
  // one that has not brought anything in time is there all the same
  const others = parts
    .filter(({ source }) => source.kind !== 'goal')
    .map((one) => {
      const title = pick(one.source.title)
      const known = (one.part?.entries.length ?? 0) + (one.part?.others ?? 0)
      return { key: one.source.name, label: known > 0 ? `${title} ${known}` : title, children: <Brought one={one} title={title} /> }
    })
  return (
    <>
      <Goal parts={parts} />
      <Tabs size="small" items={[...house, ...others]} />
    </>
  )
}
