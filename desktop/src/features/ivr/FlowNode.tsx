/** A node of the flow on the canvas. */
import type { Node, NodeProps } from '@xyflow/react'
import { memo } from 'react'
import type { AnyNode } from '@/shared/flow'
import { usePick, useText } from '@/shared/text'
import { FlowBox } from '@/shared/ui/FlowBox'
import { exitsOf } from './draft'
import { icons } from './icons'
import type { Fault } from './useDraft'
import { useTold } from './useTold'
import { exitWord, kindText, nodeWord } from './words'

export interface FlowData extends Record<string, unknown> {
  node: AnyNode
  start: boolean
  faults: Fault[]
  /** A caller who tries it has come by here; `here` is where he is. */
  walked: 'by' | 'here' | null
}

export type CanvasNode = Node<FlowData, 'flow'>

export const FlowNode = memo(function FlowNode({ data, selected }: NodeProps<CanvasNode>) {
  const t = useText()
  const pick = usePick()
  const told = useTold()
  const { node, start, faults, walked } = data
  const blamed = new Set(faults.map((fault) => fault.exit))
  return (
    <FlowBox
      id={node.id}
      icon={icons[node.kind]}
      title={nodeWord(t, node)}
      kind={node.name ? t(kindText(node.kind)) : undefined}
      mark={start ? t('ivr.start') : undefined}
      told={told(node)}
      exits={exitsOf(node).map((exit) => ({ key: exit, word: exitWord(t, exit), faulty: blamed.has(exit) }))}
      faults={faults.map((fault) => pick(fault.message))}
      selected={selected}
      walked={walked}
    />
  )
})
