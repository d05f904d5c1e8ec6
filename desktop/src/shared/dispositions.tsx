/** Result codes of the company, asked once. */
import { useQuery } from '@tanstack/react-query'
import { type Shape, api, call } from './api/client'
import { useLanguage } from './text'

export type Disposition = Shape<'DispositionOut'>

export function useDispositions() {
  return useQuery({
    queryKey: ['dispositions'],
    queryFn: () => call(api.GET('/api/dispositions')),
    staleTime: 300_000,
  })
}

/** What an agent can give: the leaves of the tree, in order. */
export function leaves(all: readonly Disposition[]): Disposition[] {
  const parents = new Set(all.map((one) => one.parent))
  return all.filter((one) => !parents.has(one.id))
}

export function useNamed(): (row: { name: string; name_en?: string } | null | undefined) => string {
  const language = useLanguage()
  return (row) => (row ? (language === 'en' && row.name_en) || row.name : '')
}

export function DispositionName({ code }: { code: string }) {
  const { data } = useDispositions()
  const named = useNamed()
  return code ? <span>{named(data?.find((one) => one.code === code)) || (data ? '–' : '')}</span> : null
}
