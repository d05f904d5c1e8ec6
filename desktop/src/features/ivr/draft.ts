/** A flow as it is being drawn: pure changes of it, each giving a new draft. */
import { type AnyNode, EXITS, type Flow, NEW_NODES, type NodeKind } from '@/shared/flow'
import { type Place, beside, line } from './places'

export interface Draft {
  flow: Flow
  layout: Record<string, Place>
}

export const emptyDraft: Draft = { flow: { format: 1, start: '', nodes: [] }, layout: {} }

/** What can be begun with, in the order in which people look for it. */
export const kinds = Object.keys(NEW_NODES) as NodeKind[]

export function exitsOf(node: AnyNode): string[] {
  return [...(node.kind === 'menu' ? node.keys : []), ...EXITS[node.kind]]
}

/** How much room each node of a flow takes in its column: its head, its words, and a line per exit. */
export function heightIn(flow: Flow): (id: string) => number {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]))
  return (id) => {
    const node = nodes.get(id)
    return node ? Math.max(line, 120 + exitsOf(node).length * 26) : line
  }
}

export function nodeOf(draft: Draft, id: string | null): AnyNode | null {
  return draft.flow.nodes.find((node) => node.id === id) ?? null
}

/** `menu-2`: short enough to read in a fault, never one that is there. */
export function newId(draft: Draft, kind: NodeKind): string {
  const taken = new Set(draft.flow.nodes.map((node) => node.id))
  for (let n = 1; ; n++) if (!taken.has(`${kind}-${n}`)) return `${kind}-${n}`
}

/** A new node; the first one is where the flow begins. With `from`, it stands beside that node and its exit leads there. */
export function add(draft: Draft, kind: NodeKind, at: { place?: Place | undefined; from?: { node: string; exit: string } | undefined } = {}): { draft: Draft; id: string } {
  const id = newId(draft, kind)
  const node = { ...structuredClone(NEW_NODES[kind]), id } as AnyNode
  const next: Draft = {
    flow: { ...draft.flow, start: draft.flow.start || id, nodes: [...draft.flow.nodes, node] },
    layout: { ...draft.layout, [id]: at.place ?? beside(draft.layout, at.from?.node ?? null) },
  }
  return { id, draft: at.from ? connect(next, at.from.node, at.from.exit, id) : next }
}

export function change(draft: Draft, id: string, values: Partial<AnyNode>): Draft {
  return withNodes(draft, (node) => (node.id === id ? kept({ ...node, ...values } as AnyNode) : node))
}

/** Without exits that its settings no longer give. */
function kept(node: AnyNode): AnyNode {
  const known = new Set(exitsOf(node))
  return { ...node, exits: Object.fromEntries(Object.entries(node.exits).filter(([exit]) => known.has(exit))) }
}

export function connect(draft: Draft, from: string, exit: string, to: string): Draft {
  return withNodes(draft, (node) => (node.id === from ? { ...node, exits: { ...node.exits, [exit]: to } } : node))
}

export function disconnect(draft: Draft, from: string, exit: string): Draft {
  return withNodes(draft, (node) => (node.id === from ? { ...node, exits: without(node.exits, [exit]) } : node))
}

/** Nodes go, and what led to them leads nowhere. */
export function remove(draft: Draft, ids: readonly string[]): Draft {
  const gone = new Set(ids)
  const nodes = draft.flow.nodes
    .filter((node) => !gone.has(node.id))
    .map((node) => ({ ...node, exits: Object.fromEntries(Object.entries(node.exits).filter(([, to]) => !gone.has(to))) }))
  const start = gone.has(draft.flow.start) ? (nodes[0]?.id ?? '') : draft.flow.start
  return { flow: { ...draft.flow, start, nodes }, layout: without(draft.layout, ids) }
}

export function begin(draft: Draft, id: string): Draft {
  return { ...draft, flow: { ...draft.flow, start: id } }
}

export function move(draft: Draft, places: Record<string, Place>): Draft {
  return { ...draft, layout: { ...draft.layout, ...places } }
}

/** Variables that hold something somewhere in the flow. */
export function variablesOf(flow: Flow, given: readonly string[]): string[] {
  const found = flow.nodes.flatMap((node) => {
    if (node.kind === 'collect' || node.kind === 'set') return [node.variable]
    return node.kind === 'look_up' ? Object.values(node.outputs) : []
  })
  return [...new Set([...given, ...found.filter(Boolean)])]
}

/** The first exit that leads nowhere yet. */
export function freeExit(node: AnyNode | null): string | null {
  return node ? (exitsOf(node).find((exit) => !node.exits[exit]) ?? null) : null
}

function withNodes(draft: Draft, each: (node: AnyNode) => AnyNode): Draft {
  return { ...draft, flow: { ...draft.flow, nodes: draft.flow.nodes.map(each) } }
}

function without<T>(all: Record<string, T>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)))
}
