/** The floor's figures from its views; moments in ms of the house's clock. */
import type { AgentView, CallView, QueueView } from '@/live/protocol'

export interface FloorFigures {
  waiting: number
  longestSince: number
  signedIn: number
  byState: Record<string, number>
}

export function figures(agents: readonly AgentView[], queues: readonly QueueView[]): FloorFigures {
  const byState: Record<string, number> = {}
  for (const agent of agents) byState[agent.state] = (byState[agent.state] ?? 0) + 1
  const since = queues.map((queue) => queue.longest_since).filter((at) => at > 0)
  return {
    waiting: queues.reduce((sum, queue) => sum + queue.waiting, 0),
    longestSince: since.length > 0 ? Math.min(...since) : 0,
    signedIn: agents.length,
    byState,
  }
}

/** Callers who wait in a queue, the longest first. */
export function waitingIn(queue: string, calls: readonly CallView[]): CallView[] {
  return calls
    .filter((call) => call.queue === queue && call.phase === 'queue')
    .sort((a, b) => a.queued_at - b.queued_at || a.id.localeCompare(b.id))
}

export interface Team {
  path: string
  agents: AgentView[]
}

/** Agents by their unit; inside a team by number, so that cards keep their place while states change. */
export function teams(agents: readonly AgentView[]): Team[] {
  const byPath = new Map<string, AgentView[]>()
  for (const agent of agents) byPath.set(agent.path, [...(byPath.get(agent.path) ?? []), agent])
  return [...byPath]
    .map(([path, members]) => ({
      path,
      agents: members.sort((a, b) => a.number.localeCompare(b.number, 'en', { numeric: true }) || a.id.localeCompare(b.id)),
    }))
    .sort((a, b) => a.path.localeCompare(b.path))
}
