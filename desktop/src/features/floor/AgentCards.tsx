/** Agents as tiles: colour, word and time in state; those whom a leader should look at first, those not at work last. */
import { Segmented } from 'antd'
import { useMemo, useState } from 'react'
import type { AgentView, CallView } from '@/live/protocol'
import { isOver } from '@/shared/breaks'
import { serverNow, useNow } from '@/shared/clock'
import { agentLook } from '@/shared/states'
import { useText } from '@/shared/text'
import { AgentCard, AwayCard } from '@/shared/ui/AgentCard'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Panel } from '@/shared/ui/Page'
import { useUnits } from '@/shared/units'
import { StateCounts } from './StateCounts'
import { type Order, arranged, orders } from './figures'
import { useAllAgents, useFloorBreaks } from './useFloorDay'
import styles from './Floor.module.css'

const key = 'zuoxi.floor.order'

export function AgentCards({ agents, calls }: { agents: AgentView[]; calls: CallView[] }) {
  const t = useText()
  const { nameOfPath } = useUnits()
  useNow()
  const [order, setOrder] = useState<Order>(() => orders.find((one) => one === localStorage.getItem(key)) ?? 'alarm')
  const byId = useMemo(() => new Map(calls.map((call) => [call.id, call])), [calls])
  const takingOf = useFloorBreaks()
  const over = (agent: AgentView) => {
    const taking = takingOf(agent)
    return taking && isOver(taking)
  }
  const here = new Set(agents.map((agent) => agent.id))
  const away = useAllAgents().filter((person) => !here.has(person.id))
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
  const notHere = away.map((person) => <AwayCard key={person.id} name={person.name} number={person.number} />)
  return (
    <Panel
      fill
      title={<Segmented size="small" value={order} onChange={choose} options={orders.map((value) => ({ value, label: t(`floor.by_${value}`) }))} />}
      extra={<StateCounts agents={agents} away={away.length} />}
    >
      {agents.length === 0 && <EmptyState compact title={t('floor.nobody')} hint={t('floor.nobody_hint')} />}
      {arranged(agents, order, serverNow(), over).map((group) => (
        <section key={group.key} className={styles.team}>
          {heading[order](group.key, group.agents.length)}
          <div className={styles.cards}>
            {group.agents.map((agent) => (
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
                taking={takingOf(agent)}
              />
            ))}
            {order === 'alarm' && notHere}
          </div>
        </section>
      ))}
      {(order !== 'alarm' || agents.length === 0) && <div className={styles.cards}>{notHere}</div>}
    </Panel>
  )
}
