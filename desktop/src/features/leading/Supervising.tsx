/** A leader on an agent's call: whose, how and for how long; another way, or away from it, with one key. */
import { Alert, Button, Space, Tooltip } from 'antd'
import { useAgentLine } from '@/live/agent'
import { lead } from '@/live/lead'
import { useFloor } from '@/live/line'
import type { SupervisesView } from '@/live/protocol'
import { useTellFailure } from '@/shared/failure'
import { keyMap, useKey } from '@/shared/keys'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { Running } from '@/shared/ui/Figures'
import { ways } from '@/shared/ways'

export function Supervising() {
  const may = useMay()('floor.lead')
  const on = useAgentLine()?.desk.agent?.supervises
  return may && on ? <Strip on={on} /> : null
}

function Strip({ on }: { on: SupervisesView }) {
  const t = useText()
  const tell = useTellFailure()
  const agent = useFloor().agents.find((one) => one.id === on.agent)
  const leave = () => void lead('stop_supervising', {}).catch(tell)
  useKey('leave_call', leave)
  return (
    <Alert
      banner
      type={on.way === 'monitor' ? 'info' : 'warning'}
      data-testid="supervising"
      data-way={on.way}
      title={
        <span>
          {t(`lead.doing.${on.way as 'monitor'}`, { name: agent?.name ?? '' })} <Running since={on.since} />
        </span>
      }
      action={
        <Space size={6}>
          {ways.map((way) => (
            <Tooltip key={way} title={`${t(`lead.${way}_hint`)} (${keyMap[way].shown})`}>
              <Button size="small" type={on.way === way ? 'primary' : 'default'} aria-pressed={on.way === way} onClick={() => void lead(way, { agent: on.agent, call: on.call }).catch(tell)} data-act={way}>
                {t(`lead.${way}`)}
              </Button>
            </Tooltip>
          ))}
          <Tooltip title={keyMap.leave_call.shown}>
            <Button size="small" onClick={leave} data-act="leave_call">
              {t('lead.leave')}
            </Button>
          </Tooltip>
        </Space>
      }
    />
  )
}
