/** One field for every call of one's own: a number outside, which the gate passes or refuses, or a colleague, found by number, name or seat. */
import { PhoneOutlined } from '@ant-design/icons'
import { Alert, Button, Input, type InputRef, Popover } from 'antd'
import { useCallback, useRef, useState } from 'react'
import { type Failure, failureOf } from '@/shared/failure'
import { useKey } from '@/shared/keys'
import { useMay } from '@/shared/session'
import { usePick, useText } from '@/shared/text'
import { KeyTip } from '@/shared/ui/KeyTip'
import { type Acts, useLine } from './acts'
import { Callees } from './Callees'
import type { Callee } from './callees'
import styles from '@/shared/looks/softphone.module.css'

/** States in which an agent may place a call of his own. */
const free = ['ready', 'not_ready', 'wrap_up']
const callees = 'callees'

export function DialBox({ acts, state }: { acts: Acts; state: string }) {
  const t = useText()
  const pick = usePick()
  const outside = useMay()('calls.dial')
  const me = useLine().desk.agent?.id ?? ''
  const [number, setNumber] = useState('')
  /** Dialled last from here; only this page remembers it. */
  const [last, setLast] = useState('')
  const [refusal, setRefusal] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const [looking, setLooking] = useState(false)
  const field = useRef<InputRef>(null)
  const first = useRef<Callee | null>(null)
  const onFirst = useCallback((callee: Callee | null) => {
    first.current = callee
  }, [])
  useKey('close', () => setRefusal(null), refusal !== null)
  useKey('dial', () => field.current?.focus(), free.includes(state))
  const send = async (order: () => Promise<unknown>) => {
    setBusy(true)
    setRefusal(null)
    try {
      await order()
      setLast(number)
      setNumber('')
    } catch (error) {
      setRefusal(failureOf(error))
    } finally {
      setBusy(false)
      setLooking(false)
    }
  }
  const dial = (confirmed = false) => send(() => acts.dial(number.replace(/[\s-]/g, ''), confirmed))
  const choose = (callee: Callee) => ('colleague' in callee ? send(() => acts.callColleague(callee.colleague.id)) : dial())
  const go = () => {
    if (!number.trim()) setNumber(last) // once more, to dial it
    else if (first.current) void choose(first.current)
    else void dial()
  }
  const open = refusal !== null || (looking && number.trim() !== '')
  return (
    <Popover
      open={open}
      trigger="click"
      placement="bottom"
      onOpenChange={(next) => {
        if (!next) setLooking(false)
      }}
      content={
        refusal ? (
          <Alert
            className={styles.refusal ?? ''}
            type="warning"
            showIcon
            role="alert"
            data-code={refusal.code}
            title={pick(refusal.sentence)}
            action={
              refusal.code === 'emergency' && (
                <Button danger type="primary" onClick={() => void dial(true)} data-act="dial-emergency">
                  {t('phone.dial_emergency')}
                </Button>
              )
            }
            closable={{ onClose: () => setRefusal(null) }}
          />
        ) : (
          <Callees me={me} typed={number} outside={outside} onFirst={onFirst} choose={(callee) => void choose(callee)} testid={callees} />
        )
      }
    >
      <div className={styles.dial}>
        <KeyTip name="dial">
          <Input
            ref={field}
            value={number}
            onChange={(event) => {
              setNumber(event.target.value)
              setRefusal(null)
              setLooking(true)
              first.current = null
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setLooking(false)
              if (event.key !== 'ArrowDown') return
              event.preventDefault()
              document.querySelector<HTMLElement>(`[data-testid=${callees}] button`)?.focus()
            }}
            onPressEnter={(event) => {
              if (!event.nativeEvent.isComposing) go()
            }}
            onBlur={() => setRefusal(null)}
            placeholder={last ? t('phone.redial', { number: last }) : t('phone.dial_hint')}
            aria-label={t('phone.dial_hint')}
            maxLength={32}
            disabled={!free.includes(state)}
            data-testid="dial-number"
          />
        </KeyTip>
        <Button
          icon={<PhoneOutlined />}
          aria-label={t('phone.dial')}
          loading={busy}
          disabled={!free.includes(state) || !(number.trim() || last)}
          onClick={go}
          data-act="dial"
        />
      </div>
    </Popover>
  )
}
