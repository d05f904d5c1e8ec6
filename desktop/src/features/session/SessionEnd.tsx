/** The end of the web session: told before it comes, with a way to put it off; once it has come, the password is asked in place. */
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { line } from '@/live/line'
import { api, call } from '@/shared/api/client'
import { failureOf, useTellFailure } from '@/shared/failure'
import { currentSession, sayOver, useOver } from '@/shared/over'
import { type Session, sessionKey, usePerson, useSessionChange } from '@/shared/session'
import { useText } from '@/shared/text'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { CodeField } from '@/shared/ui/CodeField'
import { Remaining } from '@/shared/ui/Figures'

/** Into the page again with a session of the same person; with another one's, everything begins anew. */
function useBack(id: string): (session: Session) => void {
  const cache = useQueryClient()
  const change = useSessionChange()
  return useCallback(
    (session) => {
      sayOver(false)
      if (session.person?.id !== id) {
        change(session)
        return
      }
      cache.setQueryData(sessionKey, session)
      void cache.invalidateQueries()
      line.start()
    },
    [cache, change, id],
  )
}

export function SessionEnd() {
  const person = usePerson()
  const cache = useQueryClient()
  const back = useBack(person?.id ?? '')
  const over = useOver()
  const [ends, setEnds] = useState(0)
  useEffect(
    () =>
      line.onTold((what, at) => {
        if (what === 'session_ending') setEnds(at)
        else if (what === 'session_goes_on') setEnds(0)
        else if (what === 'signed_out') askWho(back)
        else if (what === 'permissions') void cache.invalidateQueries({ queryKey: sessionKey })
      }),
    [cache, back],
  )
  useEffect(() => {
    sayOver(false) // what was asked under the last session may still have been answered
    return () => sayOver(false)
  }, [])
  if (!person) return null
  return over ? <Again username={person.username} id={person.id} /> : ends > 0 && <Ending at={ends} onGone={() => setEnds(0)} />
}

/** The line's session is over; another window may have signed in anew meanwhile. */
function askWho(back: (session: Session) => void): void {
  const asked = currentSession()
  call(api.GET('/api/session')).then(
    (session) => (session.person ? back(session) : sayOver(true, asked)),
    () => sayOver(true, asked),
  )
}

function Ending({ at, onGone }: { at: number; onGone: () => void }) {
  const t = useText()
  const tell = useTellFailure()
  /** Any work puts the end off; asking who one is, is the smallest. */
  const goOn = () => call(api.GET('/api/session')).then(onGone, tell)
  return (
    <Alert
      banner
      type="warning"
      data-testid="session-ending"
      title={<>{t('session.ends_in')} <Remaining until={at} /></>}
      action={
        <Button size="small" onClick={() => void goOn()}>
          {t('session.go_on')}
        </Button>
      }
    />
  )
}

function Again({ username, id }: { username: string; id: string }) {
  const t = useText()
  const cache = useQueryClient()
  const back = useBack(id)
  const [code, setCode] = useState(false)
  const sending = useSending<{ password: string; code: string }>(
    async (given) => {
      const session = await call(
        code ? api.POST('/api/session/code', { body: { code: given.code } }) : api.POST('/api/session', { body: { username, password: given.password } }),
      ).catch((failure) => {
        if (failureOf(failure).code === 'half_over') setCode(false)
        throw failure
      })
      if (session.code_needed) setCode(true)
      else back(session)
    },
    { done: '' },
  )
  const leave = () => {
    sayOver(false)
    void cache.invalidateQueries({ queryKey: sessionKey })
  }
  return (
    <Modal
      open
      title={t('session.over')}
      footer={null}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      width={420}
      rootClassName="z-over"
      zIndex={5001}
      data-testid="session-over"
    >
      <p>{t('session.over_hint', { who: username })}</p>
      <ApiForm sending={sending} submitText={t('session.sign_in')}>
        {/* For the browser's keeper of passwords. */}
        <input type="hidden" value={username} autoComplete="username" readOnly />
        {code ? (
          <CodeField />
        ) : (
        <Form.Item name="password" label={t('session.password')} rules={[{ required: true, message: t('form.needed') }]}>
          <Input.Password autoFocus autoComplete="current-password" maxLength={200} />
        </Form.Item>
        )}
      </ApiForm>
      <Button type="link" onClick={leave}>
        {t('session.somebody_else')}
      </Button>
    </Modal>
  )
}
