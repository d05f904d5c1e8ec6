/** The tree of units from the list in the order of its paths. */
import type { Unit } from '@/shared/units'

export interface UnitNode extends Unit {
  children?: UnitNode[]
}

export function asTree(units: readonly Unit[]): UnitNode[] {
  const nodes = new Map<string, UnitNode>(units.map((unit) => [unit.id, { ...unit }]))
  const roots: UnitNode[] = []
  for (const node of nodes.values()) {
    const parent = node.parent ? nodes.get(node.parent) : undefined
    if (parent) parent.children = [...(parent.children ?? []), node]
    else roots.push(node)
  }
  return roots
}
