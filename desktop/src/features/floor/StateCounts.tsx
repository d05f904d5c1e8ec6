/** How many are in each state, in one line. */
import { Flex, Tooltip } from 'antd'
import type { AgentView } from '@/live/protocol'
import { agentStates } from '@/shared/states'
import { useText } from '@/shared/text'
import { StateMark } from '@/shared/ui/StateMark'
import styles from './Floor.module.css'

const shown = {
  ready: ['ready'],
  ringing: ['ringing', 'dialling', 'calling'],
  talking: ['talking', 'supervising', 'intercom'],
  holding: ['holding', 'reconnecting'],
  wrap_up: ['wrap_up'],
  not_ready: ['not_ready'],
} as const

export function StateCounts({ agents, away }: { agents: readonly AgentView[]; away: number }) {
  const t = useText()
  const count = (states: readonly string[]) => agents.filter((agent) => states.includes(agent.state)).length
  const { hue, text } = agentStates.signed_out
  return (
    <Flex gap="4px 10px" className={styles.counts ?? ''}>
      {(Object.keys(shown) as (keyof typeof shown)[]).map((state) => (
        <Tooltip key={state} title={t(`floor.${state}_hint`)}>
          <span data-testid={`count-${state}`}>
            <StateMark look={{ hue: agentStates[state].hue, text: agentStates[state].text }} word={`${t(agentStates[state].text)} ${count(shown[state])}`} plain />
          </span>
        </Tooltip>
      ))}
      <StateMark look={{ hue, text }} word={`${t(text)} ${away}`} plain />
    </Flex>
  )
}
