/** Choosing who is wanted for a call: one field over colleagues with their state, groups, queues, flows and outside numbers. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Popover } from 'antd'
import { useEffect, useState } from 'react'
import { useColleagues } from '@/live/line'
import { api, call } from '@/shared/api/client'
import { type Failure, failureOf } from '@/shared/failure'
import styles from '@/shared/looks/passing.module.css'
import bar from '@/shared/looks/softphone.module.css'
import { useMay } from '@/shared/session'
import { agentLook, canBeReached } from '@/shared/states'
import { useLanguage, usePick, useText } from '@/shared/text'
import { Choosing } from '@/shared/ui/Choosing'
import { type Acts, useLine } from './acts'
import { SlotButton } from './SlotButton'
import type { Slot } from './slots'
import { type Target, nothingKnown, targetsOf } from './targets'
import { openTransfer } from './useBarKeys'

export function PassOn({ acts, slot, disabled }: { acts: Acts; slot: Slot; disabled: boolean }) {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const show = () => setOpen(true)
    window.addEventListener(openTransfer, show)
    return () => window.removeEventListener(openTransfer, show)
  }, [])
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open && !disabled}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<Choice acts={acts} done={() => setOpen(false)} />}
    >
      <span>
        <SlotButton slot={slot} className={bar.slot ?? ''} disabled={disabled} aria-expanded={open && !disabled} press={() => setOpen(!open)} />
      </span>
    </Popover>
  )
}

function Choice({ acts, done }: { acts: Acts; done: () => void }) {
  const t = useText()
  const pick = usePick()
  const may = useMay()
  const colleagues = useColleagues()
  const me = useLine().desk.agent?.id ?? ''
  const [typed, setTyped] = useState('')
  const [refusal, setRefusal] = useState<{ failure: Failure; again: () => void } | null>(null)
  const { data: known } = useQuery({ queryKey: ['pass-on'], queryFn: () => call(api.GET('/api/pass-on')), staleTime: 60_000 })
  const targets = targetsOf(colleagues, me, typed, may('calls.dial'), known ?? nothingKnown)
  const pass = async (how: 'consult' | 'transfer', target: Target, confirmed = false) => {
    setRefusal(null)
    try {
      await acts.pass(how, confirmed ? { ...target.whom, confirmed } : target.whom)
      done()
    } catch (error) {
      setRefusal({ failure: failureOf(error), again: () => void pass(how, target, true) })
    }
  }
  return (
    <div className={styles.choice} data-testid="pass-on">
      <Choosing
        label={t('pass.search')}
        typed={typed}
        onType={(text) => {
          setTyped(text)
          setRefusal(null)
        }}
        rows={targets}
        keyOf={(target) => target.key}
        choose={(target, strongly) => void pass(strongly ? 'transfer' : 'consult', target)}
        note={
          refusal && (
            <Alert
              type="warning"
              showIcon
              role="alert"
              data-code={refusal.failure.code}
              title={pick(refusal.failure.sentence)}
              action={
                refusal.failure.code === 'emergency' && (
                  <Button danger type="primary" onClick={refusal.again}>
                    {t('phone.dial_emergency')}
                  </Button>
                )
              }
            />
          )
        }
        testid="pass-search"
      >
        {(target) => (
          <>
            <Who target={target} />
            <Button size="small" onClick={() => void pass('consult', target)} disabled={!target.free} data-act="consult">
              {t('flow' in target ? 'pass.lead' : 'pass.consult')}
            </Button>
            <Button size="small" onClick={() => void pass('transfer', target)} disabled={!target.free} data-act="transfer-to">
              {t('flow' in target ? 'pass.lead_and_go' : 'pass.transfer')}
            </Button>
          </>
        )}
      </Choosing>
      {colleagues.known && targets.length === 0 && <div className={styles.hint}>{t('pass.nobody')}</div>}
      <div className={styles.hint}>{t('pass.keys')}</div>
    </div>
  )
}

function Who({ target }: { target: Target }) {
  const t = useText()
  const language = useLanguage()
  const named = (one: { name: string; name_en: string }) => (language === 'en' ? one.name_en || one.name : one.name)
  if ('agent' in target) {
    const look = agentLook(target.agent.state, canBeReached(target.agent))
    return (
      <>
        <span className={styles.name}>{target.agent.name}</span>
        <span className={styles.number}>{target.agent.number}</span>
        <span className={styles.state} data-hue={look.hue}>
          {t(look.text)}
        </span>
      </>
    )
  }
  if ('queue' in target) return <Place name={named(target.queue)} state={t('pass.waiting', { n: target.queue.waiting })} />
  if ('group' in target) return <Place name={named(target.group)} state={t('pass.ready', { n: target.ready })} />
  if ('flow' in target) return <Place name={named(target.flow)} state={t('pass.flow')} />
  return <span className={styles.name}>{t('pass.outside', { number: target.number })}</span>
}

function Place({ name, state }: { name: string; state: string }) {
  return (
    <>
      <span className={styles.name}>{name}</span>
      <span className={styles.number} />
      <span className={styles.state}>{state}</span>
    </>
  )
}
