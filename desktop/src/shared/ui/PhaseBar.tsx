/** The phases of a call as one bar to scale, and the same as a table beneath: colour, word and time. */
import { phaseLook } from '@/shared/states'
import { useText } from '@/shared/text'
import { Duration } from './Figures'
import styles from './PhaseBar.module.css'
import { Shares } from './Shares'

interface Phase {
  phase: string
  started_at: string
  ms: number
}

export function PhaseBar({ phases }: { phases: readonly Phase[] }) {
  const t = useText()
  const sums = new Map<string, number>()
  for (const phase of phases) sums.set(phase.phase, (sums.get(phase.phase) ?? 0) + phase.ms)
  return (
    <div data-testid="phases">
      <Shares
        shares={phases.map(({ phase, started_at, ms }) => {
          const look = phaseLook(phase)
          return { key: started_at + phase, word: t(look.text), hue: look.hue, ms }
        })}
      />
      <ul className={styles.legend}>
        {[...sums].map(([phase, ms]) => {
          const look = phaseLook(phase)
          return (
            <li key={phase} data-hue={look.hue}>
              <i /> {t(look.text)} <Duration ms={ms} />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
