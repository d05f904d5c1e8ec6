/** What publishing would change, node by node. */
import type { AnyNode, Flow } from '@/shared/flow'

export interface Difference {
  done: 'added' | 'removed' | 'changed' | 'led' | 'start'
  node: AnyNode | null
  /** Settings that differ. */
  settings: string[]
  /** Exits that lead elsewhere now. */
  exits: { exit: string; to: AnyNode | null }[]
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** From the flow that callers hear (null: none) to the draft. */
export function differences(live: Flow | null, draft: Flow): Difference[] {
  const of = (flow: Flow | null, id: string) => flow?.nodes.find((node) => node.id === id) ?? null
  const found: Difference[] = []
  const told = (done: Difference['done'], node: AnyNode | null, more: Partial<Difference> = {}) => found.push({ done, node, settings: [], exits: [], ...more })
  if (live && live.start !== draft.start) told('start', of(draft, draft.start))
  for (const node of draft.nodes) {
    const before = of(live, node.id)
    if (!before || before.kind !== node.kind) {
      told('added', node)
      continue
    }
    const settings = Object.keys(node).filter((name) => name !== 'exits' && !same(node[name as keyof AnyNode], before[name as keyof AnyNode]))
    const exits = Object.keys({ ...before.exits, ...node.exits })
      .filter((exit) => (before.exits[exit] ?? '') !== (node.exits[exit] ?? ''))
      .map((exit) => ({ exit, to: of(draft, node.exits[exit] ?? '') }))
    if (settings.length > 0) told('changed', node, { settings })
    if (exits.length > 0) told('led', node, { exits })
  }
  for (const node of live?.nodes ?? []) if (of(draft, node.id)?.kind !== node.kind) told('removed', node)
  return found
}
