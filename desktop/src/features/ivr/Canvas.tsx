/** The flow as a drawing: nodes are dragged, exits are drawn to nodes; what the keyboard does there it does here. */
import { type Connection, type Edge, type FitViewOptions, type NodeChange, useReactFlow } from '@xyflow/react'
import { type DragEvent, useEffect, useMemo, useState } from 'react'
import type { NodeKind } from '@/shared/flow'
import { useText } from '@/shared/text'
import { FlowCanvas, walkedEdge } from '@/shared/ui/FlowCanvas'
import { type Draft, exitsOf } from './draft'
import { type CanvasNode, FlowNode } from './FlowNode'
import type { Place } from './places'
import type { Fault } from './useDraft'
import type { Walk } from './walk'

const nodeTypes = { flow: FlowNode }
interface Size {
  width: number
  height: number
}

/** What a drag from the palette carries. */
export const dragged = 'application/x-zuoxi-node'

/** From so many nodes on the whole is too small to read: it opens with where callers begin. */
const many = 12

function sightOf({ flow }: Draft): FitViewOptions {
  const whole = { maxZoom: 1, padding: 0.15 }
  if (flow.nodes.length <= many) return whole
  const led = Object.values(flow.nodes.find((node) => node.id === flow.start)?.exits ?? {})
  return { ...whole, minZoom: 0.6, nodes: [flow.start, ...led.slice(0, 3)].map((id) => ({ id })) }
}

interface Props {
  draft: Draft
  faults: Fault[]
  chosen: string | null
  walk: Walk | null
  onChoose: (id: string | null) => void
  onMove: (places: Record<string, Place>) => void
  onConnect: (from: string, exit: string, to: string) => void
  onDisconnect: (from: string, exit: string) => void
  onRemove: (ids: string[]) => void
  onDrop: (kind: NodeKind, place: Place) => void
}

export function Canvas({ draft, faults, chosen, walk, ...on }: Props) {
  const t = useText()
  const { screenToFlowPosition, fitView } = useReactFlow()
  const wanted = useMemo<CanvasNode[]>(
    () =>
      draft.flow.nodes.map((node) => ({
        id: node.id,
        type: 'flow',
        position: draft.layout[node.id] ?? { x: 0, y: 0 },
        selected: node.id === chosen,
        data: {
          node,
          start: node.id === draft.flow.start,
          faults: faults.filter((fault) => fault.node === node.id),
          walked: walk ? (walk.at === node.id ? 'here' : walk.nodes.has(node.id) ? 'by' : null) : null,
        },
      })),
    [draft, faults, chosen, walk],
  )
  // How large nodes are is measured here; one that is being dragged moves here, and the draft hears where it was let go.
  const [sizes, setSizes] = useState<Record<string, Size>>({})
  const [moving, setMoving] = useState<Record<string, Place>>({})
  const nodes = useMemo(
    () => wanted.map((node) => ({ ...node, position: moving[node.id] ?? node.position, ...(sizes[node.id] ? { measured: sizes[node.id] } : {}) }) as CanvasNode),
    [wanted, moving, sizes],
  )
  const edges = useMemo<Edge[]>(
    () =>
      draft.flow.nodes.flatMap((node) =>
        exitsOf(node)
          .filter((exit) => node.exits[exit])
          .map((exit) => ({
            id: `${node.id}/${exit}`,
            source: node.id,
            sourceHandle: exit,
            target: node.exits[exit] ?? '',
            data: { exit },
            className: walk?.exits.has(`${node.id}/${exit}`) ? walkedEdge : '',
          })),
      ),
    [draft, walk],
  )
  const changed = (changes: NodeChange<CanvasNode>[]) => {
    const placed = changes.flatMap((one) => (one.type === 'position' && one.position ? [one] : []))
    const places = Object.fromEntries(placed.map(({ id, position }) => [id, { x: Math.round(position?.x ?? 0), y: Math.round(position?.y ?? 0) }]))
    const measured = changes.flatMap((one) => (one.type === 'dimensions' && one.dimensions ? [[one.id, one.dimensions] as const] : []))
    if (measured.length > 0) setSizes((held) => ({ ...held, ...Object.fromEntries(measured) }))
    if (placed.some((one) => one.dragging)) setMoving(places)
    else if (placed.length > 0) {
      setMoving({})
      on.onMove(places)
    }
    for (const one of changes) if (one.type === 'select' && one.selected) on.onChoose(one.id)
  }
  const connected = ({ source, sourceHandle, target }: Connection) => sourceHandle && on.onConnect(source, sourceHandle, target)
  const drop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(dragged) as NodeKind | ''
    if (!kind) return
    event.preventDefault()
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY })
    on.onDrop(kind, { x: Math.round(x), y: Math.round(y) })
  }
  const empty = draft.flow.nodes.length === 0
  const [view] = useState(() => sightOf(draft))
  useEffect(() => {
    if (!empty) void fitView(view)
  }, [empty, fitView, view])
  return (
    <FlowCanvas
      aria-label={t('ivr.canvas')}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      onNodesChange={changed}
      onConnect={connected}
      onPaneClick={() => on.onChoose(null)}
      onNodesDelete={(gone) => on.onRemove(gone.map((node) => node.id))}
      onEdgesDelete={(gone) => gone.forEach((edge) => on.onDisconnect(edge.source, edge.sourceHandle ?? ''))}
      onDragOver={(event) => event.dataTransfer.types.includes(dragged) && event.preventDefault()}
      onDrop={drop}
      deleteKeyCode={['Delete', 'Backspace']}
      multiSelectionKeyCode={null}
      connectionRadius={40}
      fitView
      fitViewOptions={view}
    />
  )
}
