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
  return { may: line !== null, can: line?.place === 'here' && free.includes(line.desk.agent?.state ?? ''), dial, dialCustomer }
}
