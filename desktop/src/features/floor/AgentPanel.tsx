/** One agent beside the floor: what he does now, and his figures of today. */
import { Flex, Typography } from 'antd'
import type { AgentView, CallView } from '@/live/protocol'
import { useKey } from '@/shared/keys'
import { useReasonText } from '@/shared/reasons'
import { agentLook } from '@/shared/states'
import { useText } from '@/shared/text'
import { useMay } from '@/shared/session'
import { useUnits } from '@/shared/units'
import { FigureList } from '@/shared/ui/FigureList'
import { PhoneNumber, Running } from '@/shared/ui/Figures'
import { SidePanel } from '@/shared/ui/SidePanel'
import { StateMark } from '@/shared/ui/StateMark'
import { AgentActs } from './AgentActs'
import { besideHim } from './leading'
import { useAgentDay } from './useFloorDay'

const shown = ['conversations', 'signed_in', 'K3', 'K18', 'K4', 'K14_talk', 'K4_hold', 'K14_wrap_up'] as const

export function AgentPanel({ agent, call, onClose, onText }: { agent: AgentView | undefined; call: CallView | undefined; onClose: () => void; onText: (agent: AgentView) => void }) {
  const leads = useMay()('floor.lead')
  useKey('close', onClose, agent !== undefined) // the hand may be on the tiles
  const t = useText()
  const { nameOfPath } = useUnits()
  const reasonText = useReasonText()
  const figures = useAgentDay(agent?.id ?? '')
  return (
    <SidePanel open={agent !== undefined} onClose={onClose} mask={false} size={360} title={agent && `${agent.name} ${agent.number}`}>
      {agent && (
        <div data-testid="agent-panel">
          {/* Two lines whatever he does, so that what a leader presses beneath them never moves. */}
          <Flex wrap gap="2px 8px" align="center">
            <StateMark look={agentLook(agent.state)} />
            <Running since={agent.since} />
            {agent.state === 'not_ready' && reasonText(agent.reason)}
            {(agent.help_since ?? 0) > 0 && (
              <Typography.Text type="danger" strong>
                {t('lead.needs_help')} <Running since={agent.help_since ?? 0} />
              </Typography.Text>
            )}
          </Flex>
          <p>{call ? call.direction === 'internal' ? `${t('direction.internal')} · ${besideHim(agent, call)}` : <><PhoneNumber number={call.customer_number || t('call.withheld')} /> · {call.service_line}</> : '–'}</p>
          {leads && <AgentActs key={agent.id} agent={agent} call={call} onText={() => onText(agent)} />}
          <Typography.Text type="secondary">{nameOfPath(agent.path)}</Typography.Text>
          <h3>{t('floor.today')}</h3>
          <FigureList codes={shown} figures={figures} />
        </div>
      )}
    </SidePanel>
  )
}
