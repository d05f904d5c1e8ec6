/** In, out or between colleagues, by sign and word; `brief`: by the arrow, the word on hover. */
import { ArrowDownOutlined, ArrowUpOutlined, SwapOutlined } from '@ant-design/icons'
import { Flex } from 'antd'
import { useText } from '@/shared/text'
import type { TextKey } from '@/texts'

const looks: Record<'inbound' | 'outbound' | 'internal', { word: TextKey; Arrow: typeof ArrowUpOutlined }> = {
  inbound: { word: 'direction.inbound', Arrow: ArrowDownOutlined },
  outbound: { word: 'direction.outbound', Arrow: ArrowUpOutlined },
  internal: { word: 'direction.internal', Arrow: SwapOutlined },
}

export function DirectionMark({ direction, brief = false }: { direction: string; brief?: boolean }) {
  const t = useText()
  const { word: key, Arrow } = (looks as Record<string, (typeof looks)['inbound']>)[direction] ?? looks.inbound
  const word = t(key)
  if (brief) return <Arrow title={word} aria-label={word} />
  return (
    <Flex gap={4} align="center" component="span">
      <Arrow />
      {word}
    </Flex>
  )
}
