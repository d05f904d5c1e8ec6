/** How this person likes to look at a list, kept by the house: filters, order and columns under a name. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Shape, api, call } from './api/client'

export type ListView = Shape<'ViewForm'>

const key = ['list-views']

export function useListViews(name: string) {
  const cache = useQueryClient()
  const { data } = useQuery({ queryKey: key, queryFn: () => call(api.GET('/api/list-views')), staleTime: Infinity })
  const { mutateAsync } = useMutation({
    scope: { id: 'list-views' },
    mutationFn: (change: Change) => changeViews(name, change),
    onSuccess: (stored) =>
      cache.setQueryData<Shape<'ViewsOut'>[]>(key, (all = []) => [...all.filter((one) => one.name !== name), stored]),
  })
  return { known: data !== undefined, views: viewsOf(data, name), change: mutateAsync }
}

export type Change = (views: ListView[]) => ListView[]

/** Changes what the house keeps, not what this page read once: another page of the same person may have added to it,
    and this one may have read nothing at all. */
export async function changeViews(name: string, change: Change) {
  const kept = viewsOf(await call(api.GET('/api/list-views')), name)
  return call(api.PUT('/api/list-views/{name}', { params: { path: { name } }, body: { views: change(kept) } }))
}

function viewsOf(all: Shape<'ViewsOut'>[] | undefined, name: string): ListView[] {
  return all?.find((one) => one.name === name)?.views ?? []
}

/** What a view does not carry: where on the page one is, not what one looks at. */
const passing = ['tab', 'open', 'new', 'page', 'view']

/** The part of an address that a view keeps. */
export function keptOf(search: URLSearchParams): string {
  const kept = new URLSearchParams([...search].filter(([name]) => !passing.includes(name)))
  kept.sort()
  return kept.toString()
}

/** The address that shows a view, on the tab where one is. */
export function addressOf(view: ListView, search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(view.address)
  const tab = search.get('tab')
  if (tab) next.set('tab', tab)
  next.set('view', view.name)
  return next
}
