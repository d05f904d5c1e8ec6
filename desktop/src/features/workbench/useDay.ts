/** What an agent's day consists of: his shift, his calls, what he missed, what is open. Shown anew as his state changes. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useAgentLine } from '@/live/agent'
import { api, call } from '@/shared/api/client'
import { useShift, useToday } from '@/live/shift'
import { useMay, usePerson } from '@/shared/session'

const often = 60_000
const settled = 1_500
const few = 30

/** Records are a moment behind what happens, so they are asked for at once and again a moment later. */
function useFresh(state: string): void {
  const cache = useQueryClient()
  useEffect(() => {
    if (!state) return undefined
    const fresh = () => {
      for (const key of ['calls', 'callbacks', 'shift', 'figures']) void cache.invalidateQueries({ queryKey: [key] })
    }
    fresh()
    const timer = setTimeout(fresh, settled)
    return () => clearTimeout(timer)
  }, [cache, state])
}

export function useDay() {
  const me = usePerson()?.id ?? ''
  const may = useMay()
  const since = useToday()
  const agent = useAgentLine()?.desk.agent
  useFresh(agent ? `${agent.state} ${agent.reason}` : '')
  const shift = useShift()
  const figures = useQuery({
    queryKey: ['figures', 'person', me, since],
    queryFn: () => call(api.GET('/api/figures', { params: { query: { since, person: me } } })),
    refetchInterval: often,
  })
  const recent = useQuery({
    queryKey: ['calls', 'recent', me],
    queryFn: () => call(api.GET('/api/calls', { params: { query: { person: me, size: few } } })),
    refetchInterval: often,
  })
  const missed = useQuery({
    queryKey: ['calls', 'missed', since],
    queryFn: () => call(api.GET('/api/calls', { params: { query: { missed: true, since, size: few } } })),
    refetchInterval: often,
  })
  const unfinished = useQuery({
    queryKey: ['calls', 'without_result', me],
    queryFn: () => call(api.GET('/api/calls', { params: { query: { without_result: true, person: me, size: few } } })),
    refetchInterval: often,
  })
  const owed = useQuery({
    queryKey: ['callbacks', 'open'],
    queryFn: () => call(api.GET('/api/callbacks', { params: { query: { state: 'open', size: few } } })),
    refetchInterval: often,
    enabled: may('callbacks.handle'),
  })
  return { me, shift, figures, recent, missed, unfinished, owed }
}
