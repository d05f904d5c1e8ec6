/** In or out, by arrow and word. */
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Flex } from 'antd'
import { useText } from '@/shared/text'

export function DirectionMark({ direction }: { direction: string }) {
  const t = useText()
  const out = direction === 'outbound'
  return (
    <Flex gap={4} align="center" component="span">
      {out ? <ArrowUpOutlined /> : <ArrowDownOutlined />}
      {t(out ? 'direction.outbound' : 'direction.inbound')}
    </Flex>
  )
}
