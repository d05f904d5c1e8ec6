/** Class marks of a customer (VIP, member, do-not-call …) as chips. */
import { Flex } from 'antd'
import { useMarks } from '@/shared/marks'
import { usePick } from '@/shared/text'
import type { Hue } from '@/shared/theme'
import styles from './Marks.module.css'

const hues: Record<string, Hue> = { vip: 'amber', member: 'blue', complained: 'orange', do_not_call: 'red', blacklist: 'red' }

export function Marks({ marks }: { marks: readonly string[] }) {
  const pick = usePick()
  const { all } = useMarks()
  if (marks.length === 0) return null
  return (
    <Flex gap={4} wrap>
      {marks.map((mark) => (
        <span key={mark} className={styles.mark} data-hue={hues[mark] ?? 'grey'}>
          {pick(all.find((one) => one.code === mark)) || mark}
        </span>
      ))}
    </Flex>
  )
}
