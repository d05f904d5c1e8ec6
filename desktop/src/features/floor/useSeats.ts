/** The seats of a leader's floor, and moving one: it stands there at once, and goes back when the house refuses. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type Page, type Shape, api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import type { Seat } from './plan'

const key = ['seats', 'plan']
const most = 500
const often = 30_000

export function useSeats() {
  const cache = useQueryClient()
  const tell = useTellFailure()
  const { data } = useQuery({ queryKey: key, queryFn: () => call(api.GET('/api/seats', { params: { query: { size: most, sort: 'name' } } })), refetchInterval: often })
  const change = useCallback(
    async (seat: Seat, fields: Pick<Partial<Shape<'SeatForm'>>, 'plan_column' | 'plan_row' | 'person'>, shown: Partial<Seat>) => {
      cache.setQueryData<Page<Seat>>(key, (page) => page && { ...page, items: page.items.map((one) => (one.id === seat.id ? { ...one, ...shown } : one)) })
      try {
        await call(api.PATCH('/api/seats/{id}', { params: { path: { id: seat.id } }, body: fields }))
      } catch (error) {
        tell(error)
        await cache.invalidateQueries({ queryKey: key })
      }
    },
    [cache, tell],
  )
  return { known: data !== undefined, seats: data?.items ?? [], change }
}
