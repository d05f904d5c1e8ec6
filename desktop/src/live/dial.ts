/** Dialling from a list: through the same line and the same gate as the dial box. */
import { useCallback } from 'react'
import { useAgentLine } from './agent'

const free = ['ready', 'not_ready', 'wrap_up']

/** The act of dialling, whether this person dials at all, and whether it can be done now. */
export function useDial(): { may: boolean; can: boolean; dial: (number: string) => Promise<unknown> } {
  const line = useAgentLine()
  const ask = line?.ask
  const dial = useCallback(async (number: string) => ask?.('dial', { number }), [ask])
  return { may: line !== null, can: line?.place === 'here' && free.includes(line.desk.agent?.state ?? ''), dial }
}
