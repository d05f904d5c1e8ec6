/** Agents as tiles: colour, word and time in state; those whom a leader should look at first, those not at work last. */
import { Flex, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import type { AgentView, CallView } from '@/live/protocol'
import { type Allowance, isOver } from '@/shared/breaks'
import { useCalmNow } from '@/shared/clock'
import type { Level, LimitOf } from '@/shared/limits'
import { agentLook, canBeReached } from '@/shared/states'
import { useText } from '@/shared/text'
import { AgentCard, AwayCard } from '@/shared/ui/AgentCard'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Panel } from '@/shared/ui/Page'
import { useUnits } from '@/shared/units'
import { StateCounts } from './StateCounts'
import { Filters } from './Filters'
import { besideHim } from './leading'
import { type Order, type Serving, arranged, everybody, filtered, orders } from './figures'
import { useAllAgents } from './useFloorDay'
import styles from './Floor.module.css'

const key = 'zuoxi.floor.order'

/** From so many on a tile shows only what must be read. */
const many = 80

interface Props {
  agents: AgentView[]
  calls: CallView[]
  serving: readonly Serving[]
  limits: LimitOf
  takingOf: (agent: AgentView) => Allowance | null
  urgencyOf: (agent: AgentView, now: number) => Level
  /** Number of the agent whose panel is open. */
  open: string
  onOpen: (number: string) => void
}

export function AgentCards({ agents, calls, serving, limits, takingOf, urgencyOf, open, onOpen }: Props) {
  const t = useText()
  const { nameOfPath } = useUnits()
  const now = useCalmNow()
  const [order, setOrder] = useState<Order>(() => orders.find((one) => one === localStorage.getItem(key)) ?? 'alarm')
  const [filter, setFilter] = useState(everybody)
  const byId = useMemo(() => new Map(calls.map((call) => [call.id, call])), [calls])
  const over = (agent: AgentView) => {
    const taking = takingOf(agent)
    return taking && isOver(taking)
  }
  const shown = filtered(agents, filter)
  const dense = shown.length > many
  const here = new Set(agents.map((agent) => agent.id))
  const away = useAllAgents().filter((person) => !here.has(person.id))
  const narrowed = shown.length < agents.length || Object.values(filter).some(Boolean)
  const choose = (next: Order) => {
    localStorage.setItem(key, next)
    setOrder(next)
  }
  const named = (name: string, count: number) => (
    <h3 className={styles.teamName}>
      {name} <span>{count}</span>
    </h3>
  )
  const heading = {
    alarm: () => null,
    team: (path: string, count: number) => named(nameOfPath(path) || t('floor.team'), count),
    state: (state: string, count: number) => named(t(agentLook(state).text), count),
  }
  const notHere = narrowed ? [] : away.map((person) => <AwayCard key={person.id} name={person.name} number={person.number} />)
  return (
    <Panel
      fill
      title={
        <Flex gap={8} align="center" wrap>
          <Segmented size="small" value={order} onChange={choose} options={orders.map((value) => ({ value, label: t(`floor.by_${value}`) }))} />
          <Filters agents={agents} serving={serving} filter={filter} onChange={setFilter} />
        </Flex>
      }
      extra={<StateCounts agents={agents} away={away.length} />}
    >
      {agents.length === 0 && <EmptyState compact title={t('floor.nobody')} hint={t('floor.nobody_hint')} />}
      {arranged(shown, order, now, limits, over).map((group) => (
        <section key={group.key} className={styles.team}>
          {heading[order](group.key, group.agents.length)}
          <div className={styles.cards} data-dense={dense}>
            {group.agents.map((agent) => (
              <AgentCard
                key={agent.id}
                name={agent.name}
                number={agent.number}
                state={agent.state}
                reason={agent.reason}
                since={agent.since}
                lineDown={!canBeReached(agent)}
                away={!agent.connected}
                customer={besideHim(agent, byId.get(agent.call))}
                taking={takingOf(agent)}
                long={urgencyOf(agent, now)}
                dense={dense}
                helpSince={agent.help_since ?? 0}
                chosen={agent.number === open}
                onOpen={onOpen}
              />
            ))}
            {order === 'alarm' && notHere}
          </div>
        </section>
      ))}
      {(order !== 'alarm' || agents.length === 0) && <div className={styles.cards}>{notHere}</div>}
      {agents.length > 0 && shown.length === 0 && <EmptyState compact title={t('floor.none_match')} hint={t('floor.none_match_hint')} />}
    </Panel>
  )
}
