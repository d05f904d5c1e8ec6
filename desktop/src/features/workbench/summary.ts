/** An agent's own day from his calls (spans in ms). */

export interface DayCall {
  outcome: string
  spoken_ms: number
}

export function summary(calls: readonly DayCall[]): { answered: number; average: number | null } {
  const answered = calls.filter((one) => one.outcome === 'answered')
  const talk = answered.reduce((sum, one) => sum + one.spoken_ms, 0)
  return { answered: answered.length, average: answered.length > 0 ? talk / answered.length : null }
}
