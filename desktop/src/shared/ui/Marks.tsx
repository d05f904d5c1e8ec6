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
  const known = marks.flatMap((mark) => all.find((one) => one.code === mark) ?? [])
  if (known.length === 0) return null
  return (
    <Flex gap={4} wrap>
      {known.map((mark) => (
        <span key={mark.code} className={styles.mark} data-hue={hues[mark.code] ?? 'grey'}>
          {pick(mark)}
        </span>
      ))}
    </Flex>
  )
}
