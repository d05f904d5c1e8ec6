/** What a leader does about one agent: on his call, with his call, with his state, and a word to him. */
import { Alert, Button, Dropdown, Input, Popconfirm, Popover, Space, Tooltip } from 'antd'
import { useState } from 'react'
import { lead } from '@/live/lead'
import { useFloor } from '@/live/line'
import type { AgentView, CallView, CommandArgs, CommandName } from '@/live/protocol'
import { useNamed } from '@/shared/dispositions'
import { type Failure, failureOf } from '@/shared/failure'
import { keyMap } from '@/shared/keys'
import looks from '@/shared/looks/passing.module.css'
import { useReasons } from '@/shared/reasons'
import { usePick, useText } from '@/shared/text'
import { ways } from '@/shared/ways'
import { type Target, canBeTalkedTo, onHisCall, targets } from './leading'

export function AgentActs({ agent, call, onText }: { agent: AgentView; call: CallView | undefined; onText: () => void }) {
  const t = useText()
  const pick = usePick()
  const reasons = useReasons()
  const [why, setWhy] = useState('')
  const [refusal, setRefusal] = useState<Failure | null>(null)
  const ask = async <N extends CommandName>(name: N, args: CommandArgs[N]) => {
    setRefusal(null)
    try {
      await lead(name, args)
      setWhy('')
    } catch (error) {
      setRefusal(failureOf(error))
    }
  }
  const about = { agent: agent.id, why }
  const talks = onHisCall(agent, call)
  return (
    <div data-testid="agent-acts" className={looks.acts}>
      <Space size={6} wrap>
        {ways.map((way) => (
          <Tooltip key={way} title={`${t(`lead.${way}_hint`)} (${keyMap[way].shown})`}>
            <Button size="small" disabled={!talks} onClick={() => void ask(way, { agent: agent.id, call: agent.call })} data-act={way}>
              {t(`lead.${way}`)}
            </Button>
          </Tooltip>
        ))}
        <Tooltip title={`${t('lead.talk_to_hint')} (${keyMap.talk_to.shown})`}>
          <Button size="small" disabled={!canBeTalkedTo(agent)} onClick={() => void ask('talk_to', { agent: agent.id })} data-act="talk_to">
            {t('lead.talk_to')}
          </Button>
        </Tooltip>
        <Tooltip title={keyMap.pick_up.shown}>
          <Button size="small" disabled={agent.state !== 'ringing' || call?.direction === 'internal'} onClick={() => void ask('pick_up', { call: agent.call })} data-act="pick_up">
            {t('lead.pick_up')}
          </Button>
        </Tooltip>
        <Popover trigger="click" placement="leftTop" destroyOnHidden content={<To agent={agent} onChoose={(whom) => void ask('force_transfer', { agent: agent.id, call: agent.call, ...whom })} />}>
          <Button size="small" disabled={!talks} data-act="force_transfer">
            {t('lead.transfer')}
          </Button>
        </Popover>
        <Popconfirm title={t(call?.direction === 'internal' ? 'lead.release_internal' : 'lead.release_asks', { name: agent.name })} okText={t('lead.release')} cancelText={t('action.cancel')} onConfirm={() => void ask('force_release', { ...about, call: agent.call })}>
          <Button size="small" danger disabled={!talks && !['dialling', 'calling', 'intercom'].includes(agent.state)} data-act="force_release">
            {t('lead.release')}
          </Button>
        </Popconfirm>
      </Space>
      <Space size={6} wrap>
        <Button size="small" onClick={() => void ask('force_ready', about)} data-act="force_ready">
          {t('lead.make_ready')}
        </Button>
        <Dropdown trigger={['click']} menu={{ items: reasons.map(({ code, name }) => ({ key: code, label: name })), onClick: ({ key }) => void ask('force_not_ready', { ...about, reason: key }) }}>
          <Button size="small" data-act="force_not_ready">
            {t('lead.make_not_ready')}
          </Button>
        </Dropdown>
        <Popconfirm title={t('lead.sign_out_asks', { name: agent.name })} okText={t('lead.sign_out')} cancelText={t('action.cancel')} onConfirm={() => void ask('force_sign_out', about)}>
          <Button size="small" danger data-act="force_sign_out">
            {t('lead.sign_out')}
          </Button>
        </Popconfirm>
        <Tooltip title={keyMap.text.shown}>
          <Button size="small" onClick={onText} data-act="text">
            {t('lead.text')}
          </Button>
        </Tooltip>
      </Space>
      <Input size="small" value={why} maxLength={200} placeholder={t('lead.why')} aria-label={t('lead.why')} onChange={(event) => setWhy(event.target.value)} />
      {refusal && <Alert type="warning" showIcon role="alert" data-code={refusal.code} title={pick(refusal.sentence)} />}
    </div>
  )
}

function To({ agent, onChoose }: { agent: AgentView; onChoose: (whom: Target['whom']) => void }) {
  const t = useText()
  const named = useNamed()
  const floor = useFloor()
  const [typed, setTyped] = useState('')
  const shown = targets(floor, agent.id, typed)
  return (
    <div className={looks.choice} data-testid="force-to">
      <Input
        autoFocus
        value={typed}
        maxLength={40}
        placeholder={t('lead.transfer_to')}
        aria-label={t('lead.transfer_to')}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && shown[0] && onChoose(shown[0].whom)}
      />
      <div className={looks.rows}>
        {shown.map((one) => (
          <Button key={one.key} type="text" style={{ justifyContent: 'start' }} onClick={() => onChoose(one.whom)} data-target={one.key}>
            {one.queue ? named(one.queue) : `${one.name} ${one.note}`}
          </Button>
        ))}
      </div>
      {shown.length === 0 && <div className={looks.hint}>{t('floor.give_nobody')}</div>}
    </div>
  )
}
