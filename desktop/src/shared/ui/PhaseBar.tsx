/** The phases of a call as one bar to scale, and the same as a table beneath: colour, word and time. */
import { Tooltip } from 'antd'
import { duration } from '@/shared/formats'
import { phaseLook } from '@/shared/states'
import { useText } from '@/shared/text'
import { Duration } from './Figures'
import styles from './PhaseBar.module.css'

interface Phase {
  phase: string
  started_at: string
  ms: number
}

export function PhaseBar({ phases }: { phases: readonly Phase[] }) {
  const t = useText()
  const whole = phases.reduce((sum, phase) => sum + phase.ms, 0) || 1
  const sums = new Map<string, number>()
  for (const phase of phases) sums.set(phase.phase, (sums.get(phase.phase) ?? 0) + phase.ms)
  return (
    <div data-testid="phases">
      <div className={styles.bar}>
        {phases.map((phase) => {
          const look = phaseLook(phase.phase)
          return (
            <Tooltip key={phase.started_at + phase.phase} title={`${t(look.text)} ${duration(phase.ms)}`}>
              <span className={styles.part} data-hue={look.hue} style={{ flexGrow: Math.max(phase.ms / whole, 0.006) }} />
            </Tooltip>
          )
        })}
      </div>
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
