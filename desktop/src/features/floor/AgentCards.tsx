/** Agents as compact cards by team: colour, word and time in state; long states are marked. */
import { useMemo } from 'react'
import type { AgentView, CallView } from '@/live/protocol'
import { useUnits } from '@/shared/units'
import { useText } from '@/shared/text'
import { AgentCard } from '@/shared/ui/AgentCard'
import { teams } from './figures'
import styles from './Floor.module.css'

export function AgentCards({ agents, calls }: { agents: AgentView[]; calls: CallView[] }) {
  const t = useText()
  const { nameOfPath } = useUnits()
  const grouped = useMemo(() => teams(agents), [agents])
  const byId = useMemo(() => new Map(calls.map((call) => [call.id, call])), [calls])
  return (
    <>
      {grouped.map((team) => (
        <section key={team.path} className={styles.team}>
          <h3 className={styles.teamName}>
            {nameOfPath(team.path) || t('floor.team')} <span>{team.agents.length}</span>
          </h3>
          <div className={styles.cards}>
            {team.agents.map((agent) => (
              <AgentCard
                key={agent.id}
                name={agent.name}
                number={agent.number}
                state={agent.state}
                reason={agent.reason}
                since={agent.since}
                lineDown={agent.line === 'down' && agent.device_kind === 'webrtc'}
                away={!agent.connected}
                customer={byId.get(agent.call)?.customer_number ?? ''}
              />
            ))}
          </div>
        </section>
      ))}
    </>
  )
}
