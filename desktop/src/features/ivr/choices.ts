/** What the settings of nodes choose from, fetched while a flow is being drawn. */
import { useQuery } from '@tanstack/react-query'
import { api, call } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { usePick } from '@/shared/text'

const stale = 5_000

export function usePromptChoices() {
  const { data } = useQuery({ queryKey: ['prompts', 'choices'], queryFn: () => call(api.GET('/api/prompt-choices')), staleTime: stale })
  return data ?? []
}

export function useSources() {
  const { data } = useQuery({ queryKey: ['ivr-sources'], queryFn: () => call(api.GET('/api/ivr-sources')), staleTime: stale })
  return data ?? []
}

/** Name of a prompt -> how it is called. */
export function usePromptWord(): (name: string) => string {
  const pick = usePick()
  const prompts = usePromptChoices()
  return (name) => pick(prompts.find((one) => one.name === name)) || name
}

export function useQueues() {
  const named = useNamed()
  const { data } = useQuery({ queryKey: ['queues', 'all'], queryFn: () => call(api.GET('/api/queues', { params: { query: { size: 500 } } })), staleTime: stale })
  return (data?.items ?? []).map((row) => ({ value: row.id, label: named(row) }))
}
