/** Dialling by hand: the gate answers; a refusal says why, at the place where the number stands. */
import { PhoneOutlined } from '@ant-design/icons'
import { Alert, Button, Input, type InputRef, Popover } from 'antd'
import { useRef, useState } from 'react'
import { type Failure, failureOf } from '@/shared/failure'
import { useKey } from '@/shared/keys'
import { useMay } from '@/shared/session'
import { usePick, useText } from '@/shared/text'
import { KeyTip } from '@/shared/ui/KeyTip'
import type { Acts } from './acts'
import styles from '@/shared/looks/softphone.module.css'

/** States in which an agent may place a call of his own. */
const free = ['ready', 'not_ready', 'wrap_up']

export function DialBox({ acts, state }: { acts: Acts; state: string }) {
  const t = useText()
  const pick = usePick()
  const may = useMay()
  const [number, setNumber] = useState('')
  /** Dialled last from here; only this page remembers it. */
  const [last, setLast] = useState('')
  const [refusal, setRefusal] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<InputRef>(null)
  useKey('close', () => setRefusal(null), refusal !== null)
  useKey('dial', () => field.current?.focus(), free.includes(state))
  if (!may('calls.dial')) return null
  const dial = async (confirmed = false) => {
    const wanted = number.replace(/[\s-]/g, '')
    if (!wanted) {
      setNumber(last)  // once more, to dial it
      return
    }
    setBusy(true)
    setRefusal(null)
    try {
      await acts.dial(wanted, confirmed)
      setLast(number)
      setNumber('')
    } catch (error) {
      setRefusal(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Popover
      open={refusal !== null}
      placement="bottom"
      content={
        refusal && (
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
            }}
            onPressEnter={() => void dial()}
            onBlur={() => setRefusal(null)}
            placeholder={last ? t('phone.redial', { number: last }) : t('phone.dial_hint')}
            aria-label={t('phone.dial_hint')}
            inputMode="tel"
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
          onClick={() => void dial()}
          data-act="dial"
        />
      </div>
    </Popover>
  )
}
