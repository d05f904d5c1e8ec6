/** A caller who waits, and a leader: to whom he gives him, and how far he puts him ahead. By mouse and by key. */
import { Alert, Button, Popover, Segmented } from 'antd'
import { useState } from 'react'
import { lead } from '@/live/lead'
import type { AgentView, CallView } from '@/live/protocol'
import { type Failure, failureOf } from '@/shared/failure'
import looks from '@/shared/looks/passing.module.css'
import { agentLook, canBeReached } from '@/shared/states'
import { usePick, useText } from '@/shared/text'
import { Choosing } from '@/shared/ui/Choosing'
import { Running } from '@/shared/ui/Figures'
import { givable, steps } from './giving'

interface Props {
  call: CallView
  agents: readonly AgentView[]
  open: boolean
  onOpen: (open: boolean) => void
}

export function Give({ call, agents, open, onOpen }: Props) {
  const t = useText()
  const to = agents.find((one) => one.id === call.given_to)
  return (
    <Popover trigger="click" placement="left" open={open} onOpenChange={onOpen} destroyOnHidden content={<Choice call={call} agents={agents} done={() => onOpen(false)} />}>
      <Button size="small" type={to ? 'primary' : 'default'} ghost={to !== undefined} data-act="give" aria-expanded={open}>
        {to ? t('floor.given_to', { name: to.name }) : t('floor.give')}
      </Button>
    </Popover>
  )
}

function Choice({ call, agents, done }: { call: CallView; agents: readonly AgentView[]; done: () => void }) {
  const t = useText()
  const pick = usePick()
  const [typed, setTyped] = useState('')
  const [refusal, setRefusal] = useState<Failure | null>(null)
  const shown = givable(agents, typed)
  const ask = async (asking: Promise<unknown>, close: boolean) => {
    setRefusal(null)
    try {
      await asking
      if (close) done()
    } catch (error) {
      setRefusal(failureOf(error))
    }
  }
  const give = (agent: AgentView) => void ask(lead('give', { call: call.id, agent: agent.id }), true)
  return (
    <div className={looks.choice} data-testid="give-choice">
      <Segmented
        block
        size="small"
        aria-label={t('floor.priority')}
        value={call.raised ?? 0}
        onChange={(points) => void ask(lead('set_priority', { call: call.id, points }), false)}
        options={steps.map(({ points, minutes }) => ({ value: points, label: minutes ? t('floor.ahead', { n: minutes }) : t('floor.as_usual') }))}
      />
      <Choosing
        label={t('floor.give_search')}
        typed={typed}
        onType={(text) => {
          setTyped(text)
          setRefusal(null)
        }}
        rows={shown}
        keyOf={(agent) => agent.id}
        target={(agent) => agent.number}
        choose={give}
        note={refusal && <Alert type="warning" showIcon role="alert" data-code={refusal.code} title={pick(refusal.sentence)} />}
      >
        {(agent) => {
          const look = agentLook(agent.state, canBeReached(agent))
          return (
            <>
              <span className={looks.name}>{agent.name}</span>
              <span className={looks.number}>{agent.number}</span>
              <span className={looks.state} data-hue={look.hue}>
                {t(look.text)}
              </span>
              <Running since={agent.since} />
              <Button size="small" onClick={() => give(agent)} data-act="give-to">
                {t(agent.state === 'ready' ? 'floor.give_now' : 'floor.give_next')}
              </Button>
            </>
          )
        }}
      </Choosing>
      {shown.length === 0 && <div className={looks.hint}>{t('floor.give_nobody')}</div>}
      {call.given_to && (
        <Button size="small" onClick={() => void ask(lead('give', { call: call.id, agent: '' }), true)} data-act="give-back">
          {t('floor.give_back')}
        </Button>
      )}
      <div className={looks.hint}>{t('floor.give_keys')}</div>
    </div>
  )
}
