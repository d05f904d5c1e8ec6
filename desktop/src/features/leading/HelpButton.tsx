/** 求助: an agent calls his leader, sees that he waits for him, and can say that he needs him no more. */
import { FlagOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useAgentLine } from '@/live/agent'
import { useTellFailure } from '@/shared/failure'
import { keyMap, useKey } from '@/shared/keys'
import { useText } from '@/shared/text'
import styles from '@/shared/looks/softphone.module.css'
import { Running } from '@/shared/ui/Figures'

export function HelpButton() {
  const t = useText()
  const tell = useTellFailure()
  const line = useAgentLine()
  const agent = line?.desk.agent
  const since = agent?.help_since ?? 0
  const may = agent !== null && agent !== undefined && line?.place === 'here'
  const press = () => void line?.ask(since > 0 ? 'withdraw_help' : 'ask_help', {}).catch(tell)
  useKey('help_me', press, may)
  return (
    <Tooltip title={`${t(since > 0 ? 'lead.help_withdraw' : 'lead.help_hint')} (${keyMap.help_me.shown})`}>
      <Button
        type={since > 0 ? 'primary' : 'text'}
        danger={since > 0}
        disabled={!may}
        icon={<FlagOutlined />}
        className={styles.help ?? ''}
        onClick={press}
        aria-label={t(since > 0 ? 'lead.help_asked' : 'lead.help')}
        aria-pressed={since > 0}
        data-testid="help-me"
      >
        {since > 0 ? <Running since={since} /> : t('lead.help')}
      </Button>
    </Tooltip>
  )
}
