/** The covered page: nothing of it is shown until the password is given; the phone behind it goes on. */
import { useQueryClient } from '@tanstack/react-query'
import { Button, Flex, Form, Input } from 'antd'
import { useCallback, useEffect } from 'react'
import { createPortal } from 'react-dom'
import { useAgentLine } from '@/live/agent'
import { useDesk } from '@/live/line'
import { api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { onHeld } from '@/shared/held'
import { idleFor, startIdle } from '@/shared/idle'
import { keyMap, useKey } from '@/shared/keys'
import { type Session, sessionKey, useSession, useSessionChange } from '@/shared/session'
import { useText } from '@/shared/text'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { Door } from '@/shared/ui/Door'

const look = 5_000

export function Cover() {
  const { data: session } = useSession()
  const cache = useQueryClient()
  const tell = useTellFailure()
  const locked = session?.held === 'locked'
  const minutes = session?.idle_lock_minutes ?? 0
  const talking = Boolean(useDesk().agent?.call)
  const lock = useCallback(() => {
    call(api.POST('/api/session/lock')).then((now) => cache.setQueryData(sessionKey, now), tell)
  }, [cache, tell])
  useKey('lock', lock, !locked)
  useEffect(() => onHeld(() => void cache.invalidateQueries({ queryKey: sessionKey })), [cache])
  useEffect(startIdle, [])
  useEffect(() => {
    if (minutes === 0 || locked || talking) return undefined
    const timer = setInterval(() => {
      if (idleFor() >= minutes * 60_000) lock()
    }, look)
    return () => clearInterval(timer)
  }, [minutes, locked, talking, lock])
  useEffect(() => {
    document.body.toggleAttribute('data-covered', locked)
    return () => document.body.removeAttribute('data-covered')
  }, [locked])
  return locked && session.person ? createPortal(<Sheet username={session.person.username} name={session.person.name} />, document.body) : null
}

function Sheet({ username, name }: { username: string; name: string }) {
  const t = useText()
  const cache = useQueryClient()
  const change = useSessionChange()
  const tell = useTellFailure()
  const sending = useSending<{ password: string }>(
    async (body) => {
      const session: Session = await call(api.POST('/api/session/unlock', { body }))
      cache.setQueryData(sessionKey, session)
      void cache.invalidateQueries()
    },
    { done: '' },
  )
  const leave = () => call(api.DELETE('/api/session')).then(change, tell)
  return (
    <div className="z-cover" data-testid="cover" role="dialog" aria-modal="true" aria-label={t('session.locked')}>
      <Door title={t('session.locked')} hint={t('session.locked_hint', { name })}>
        <OnThePhone />
        <ApiForm sending={sending} submitText={t('session.unlock')}>
          <input type="hidden" value={username} autoComplete="username" readOnly />
          <Form.Item name="password" label={t('session.password')} rules={[{ required: true, message: t('form.needed') }]}>
            <Input.Password autoFocus autoComplete="current-password" maxLength={200} />
          </Form.Item>
        </ApiForm>
        <Button type="link" onClick={() => void leave()}>
          {t('session.somebody_else')}
        </Button>
      </Door>
    </div>
  )
}

/** A call goes on under the cover: it can be taken and ended; who it is stays hidden. */
function OnThePhone() {
  const t = useText()
  const { agent } = useDesk()
  const phone = useAgentLine()
  const tell = useTellFailure()
  if (!agent?.call || !phone) return null
  const ringing = agent.state === 'ringing'
  const send = (name: 'answer' | 'hang_up') => phone.ask(name, { call: agent.call }).catch(tell)
  return (
    <Flex gap={12} align="center" data-testid="cover-call">
      <span>{t(ringing ? 'session.ringing_under' : 'session.talking_under')}</span>
      {ringing && (
        <Button type="primary" onClick={() => void send('answer')}>
          {`${t('phone.answer')} ${keyMap.answer.shown}`}
        </Button>
      )}
      {!ringing && (
        <Button danger onClick={() => void send('hang_up')}>
          {`${t('phone.hang_up')} ${keyMap.hang_up.shown}`}
        </Button>
      )}
    </Flex>
  )
}
