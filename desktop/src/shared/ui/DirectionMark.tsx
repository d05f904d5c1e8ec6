/** In or out, by arrow and word; `brief`: by the arrow, the word on hover. */
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Flex } from 'antd'
import { useText } from '@/shared/text'

export function DirectionMark({ direction, brief = false }: { direction: string; brief?: boolean }) {
  const t = useText()
  const out = direction === 'outbound'
  const word = t(out ? 'direction.outbound' : 'direction.inbound')
  const Arrow = out ? ArrowUpOutlined : ArrowDownOutlined
  if (brief) return <Arrow title={word} aria-label={word} />
  return (
    <Flex gap={4} align="center" component="span">
      <Arrow />
      {word}
    </Flex>
  )
}
