/** What hangs on a thing at this moment, from the floor: said before it is taken out of use. */
import { inACall } from '@/shared/states'
import { useFloor } from './line'

/** Calls that came in by a number. */
export function useCallsBy(number: string): number {
  return useFloor().calls.filter((call) => call.house_number === number).length
}

/** Callers in a queue. */
export function useCallersIn(queue: string): number {
  return useFloor().queues.find((one) => one.id === queue)?.waiting ?? 0
}

/** The agent as he is now: signed in, in a call, or neither. */
export function useAgentNow(person: string): 'in_call' | 'signed_in' | 'away' {
  const agent = useFloor().agents.find((one) => one.id === person)
  if (!agent) return 'away'
  return inACall.includes(agent.state) ? 'in_call' : 'signed_in'
}
