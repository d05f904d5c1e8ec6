import { useQuery } from '@tanstack/react-query'
import { api, call } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'

export function useRoles() {
  const named = useNamed()
  const query = useQuery({ queryKey: ['roles'], queryFn: () => call(api.GET('/api/roles')), staleTime: Infinity })
  return {
    ...query,
    nameOf: (role: string) => named(query.data?.find((one) => one.role === role)) || role,
    options: (query.data ?? []).map((one) => ({ value: one.role, label: named(one) })),
  }
}
