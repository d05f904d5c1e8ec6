/** A table's page, size, order, search and filters in the address, so that back, reload and a shared link work. */
import type { Query } from '@/shared/api/client'

export function readTable(search: URLSearchParams, filters: readonly string[]): Query {
  const query: Query = {
    page: Math.max(1, Number(search.get('page')) || 1),
    size: Math.min(100, Number(search.get('size')) || 20),
    sort: search.get('sort') ?? undefined,
    q: search.get('q') ?? undefined,
  }
  for (const name of filters) query[name] = search.get(name) ?? undefined
  return query
}

export function writeTable(before: URLSearchParams, values: Query): URLSearchParams {
  const next = new URLSearchParams(before)
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null || value === '') next.delete(name)
    else next.set(name, String(value))
  }
  return next
}
