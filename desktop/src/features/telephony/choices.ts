/** What forms of telephony choose from. */
import { useQuery } from '@tanstack/react-query'
import { api, call } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { usePick } from '@/shared/text'

const all = { params: { query: { size: 500 } } }
const stale = 5_000

export function useQueues() {
  const named = useNamed()
  const { data } = useQuery({ queryKey: ['queues', 'all'], queryFn: () => call(api.GET('/api/queues', all)), staleTime: stale })
  return (data?.items ?? []).map((row) => ({ value: row.id, label: named(row) }))
}

export function useGroups() {
  return useQuery({ queryKey: ['skill-groups', 'all'], queryFn: () => call(api.GET('/api/skill-groups', all)), staleTime: stale }).data?.items ?? []
}

export function useSkillGroups() {
  const named = useNamed()
  return useGroups().map((row) => ({ value: row.id, label: named(row) }))
}

export function useServiceLines() {
  const named = useNamed()
  const { data } = useQuery({ queryKey: ['service-lines', 'all'], queryFn: () => call(api.GET('/api/service-lines', all)), staleTime: stale })
  return (data?.items ?? []).map((row) => ({ value: row.id, label: named(row) }))
}

export function useNodes() {
  const { data } = useQuery({ queryKey: ['switch-nodes'], queryFn: () => call(api.GET('/api/switch-nodes')), staleTime: stale })
  return (data ?? []).map((row) => ({ value: row.id, label: row.name }))
}

/** The numbers in use, with what they lead to. */
export function useNumbers() {
  return useQuery({ queryKey: ['access-numbers', 'all'], queryFn: () => call(api.GET('/api/access-numbers', all)), staleTime: stale }).data?.items ?? []
}

export function useTrunks() {
  const named = useNamed()
  const { data } = useQuery({ queryKey: ['trunks', 'all'], queryFn: () => call(api.GET('/api/trunks', all)), staleTime: stale })
  return (data?.items ?? []).map((row) => ({ value: row.id, label: named(row) }))
}

export function usePrompts() {
  const pick = usePick()
  const { data } = useQuery({ queryKey: ['prompts', 'choices'], queryFn: () => call(api.GET('/api/prompt-choices')), staleTime: stale })
  return (data ?? []).map((row) => ({ value: row.name, label: pick(row) }))
}

/** The flows that callers can go through: those that were published. */
export function useFlows() {
  const named = useNamed()
  const { data } = useQuery({ queryKey: ['ivr-flows', 'all'], queryFn: () => call(api.GET('/api/ivr-flows', all)), staleTime: stale })
  return (data?.items ?? []).filter((row) => row.live !== null).map((row) => ({ value: row.id, label: named(row) }))
}
