/** Class marks of a customer (VIP, member, do-not-call …) as tags. */
import { Flex, Tag } from 'antd'
import { useMarks } from '@/shared/marks'
import { usePick } from '@/shared/text'

const colours: Record<string, string> = { vip: 'gold', member: 'blue', complained: 'orange', do_not_call: 'red', blacklist: 'red' }

export function Marks({ marks }: { marks: readonly string[] }) {
  const pick = usePick()
  const { all } = useMarks()
  if (marks.length === 0) return null
  return (
    <Flex gap={4} wrap>
      {marks.map((mark) => (
        <Tag key={mark} color={colours[mark] ?? 'default'}>
          {pick(all.find((one) => one.code === mark)) || mark}
        </Tag>
      ))}
    </Flex>
  )
}
