/** The organisation tree as far as the person belongs to it. */
import { useQuery } from '@tanstack/react-query'
import { type Shape, api, call } from './api/client'
import { useNamed } from './dispositions'

export type Unit = Shape<'UnitOut'>

export const unitsKey = ['org-units'] as const

export function useUnits() {
  const named = useNamed()
  const query = useQuery({
    queryKey: unitsKey,
    queryFn: () => call(api.GET('/api/org-units')),
    staleTime: 60_000,
  })
  const units = query.data ?? []
  return {
    ...query,
    units,
    nameOfPath: (path: string) => named(units.find((unit) => unit.path === path)),
    /** For a select, in the order of the tree. */
    options: units.filter((unit) => !unit.hidden).map((unit) => ({ value: unit.id, label: named(unit), depth: unit.depth })),
  }
}
