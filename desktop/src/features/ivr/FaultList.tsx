/** All that keeps the draft from being published; each leads to its node. */
import { Typography } from 'antd'
import type { Flow } from '@/shared/flow'
import { usePick, useText } from '@/shared/text'
import { Row } from '@/shared/ui/Row'
import type { Fault } from './useDraft'
import { useNodeWord } from './words'

export function FaultList({ flow, faults, onPick }: { flow: Flow; faults: Fault[]; onPick: (node: string) => void }) {
  const t = useText()
  const pick = usePick()
  const word = useNodeWord()
  if (faults.length === 0) return <Typography.Text type="secondary">{t('ivr.no_faults')}</Typography.Text>
  return (
    <div data-testid="faults">
      {faults.map((fault) => {
        const node = flow.nodes.find((one) => one.id === fault.node)
        const key = [fault.node, fault.code, fault.setting, fault.exit].join('/')
        const words = { lead: node ? word(node) : '', main: pick(fault.message), note: null, end: null }
        return node ? <Row key={key} whole onPick={() => onPick(node.id)} {...words} /> : <Row key={key} whole {...words} />
      })}
    </div>
  )
}
