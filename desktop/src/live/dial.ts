/** Dialling from a list: through the same line and the same gate as the dial box. */
import { useCallback } from 'react'
import { useAgentLine } from './agent'

const free = ['ready', 'not_ready', 'wrap_up']

/** The act of dialling, whether this person dials at all, and whether it can be done now. */
export interface Dialling {
  may: boolean
  can: boolean
  dial: (number: string) => Promise<unknown>
  /** By the id of a customer's number, which need not be seen whole. */
  dialCustomer: (number: string) => Promise<unknown>
}

export function useDial(): Dialling {
  const line = useAgentLine()
  const ask = line?.ask
  const dial = useCallback(async (number: string) => ask?.('dial', { number }), [ask])
  const dialCustomer = useCallback(async (customer_number: string) => ask?.('dial', { customer_number }), [ask])
  const agent = line?.desk.agent
  // Whoever is ready from before signs in faster than his phone connects: until then the floor would refuse.
  const can = line?.place === 'here' && agent?.line === 'up' && free.includes(agent.state)
  return { may: line !== null, can, dial, dialCustomer }
}
