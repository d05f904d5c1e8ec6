/** The leader's keys: they act on the tile that has the focus, or on the agent whose panel is open. */
import { lead } from '@/live/lead'
import type { AgentView, CallView, CommandArgs, CommandName } from '@/live/protocol'
import { useTellFailure } from '@/shared/failure'
import { useKey } from '@/shared/keys'
import { useMay } from '@/shared/session'
import { canBeTalkedTo, onHisCall } from './leading'

interface Around {
  agents: readonly AgentView[]
  calls: readonly CallView[]
  /** Number of the agent whose panel is open; empty: none is. */
  open: string
  onText: (agent: AgentView | null) => void
}

export function useLeaderKeys({ agents, calls, open, onText }: Around): void {
  const tell = useTellFailure()
  const leads = useMay()('floor.lead')
  const meant = () => {
    const tile = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['number'] : ''
    return agents.find(({ number }) => number === (tile || open))
  }
  const ask = <N extends CommandName>(name: N, args: CommandArgs[N]) => void lead(name, args).catch(tell)
  const come = (way: 'monitor' | 'whisper' | 'barge') => {
    const agent = meant()
    if (agent && onHisCall(agent, calls.find(({ id }) => id === agent.call))) ask(way, { agent: agent.id, call: agent.call })
  }
  useKey('monitor', () => come('monitor'), leads)
  useKey('whisper', () => come('whisper'), leads)
  useKey('barge', () => come('barge'), leads)
  useKey(
    'talk_to',
    () => {
      const agent = meant()
      if (agent && canBeTalkedTo(agent)) ask('talk_to', { agent: agent.id })
    },
    leads,
  )
  useKey('text', () => onText(meant() ?? null), leads)
  useKey(
    'pick_up',
    () => {
      const caller = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['call'] : ''
      const agent = meant()
      const call = caller || (agent?.state === 'ringing' ? agent.call : '')
      if (call) ask('pick_up', { call })
    },
    leads,
  )
}
