/**
 * The form pattern: one way to send, all faults at once and each gone when mended, what was typed kept, what was
 * stored shown back, two people on one record told of each other, success said the same way everywhere.
 */
import { Button, Form, type FormInstance } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useSay } from '@/shared/said'
import { useText } from '@/shared/text'
import { Conflict, isConflict } from './Conflict'
import { ErrorNote } from './ErrorNote'
import styles from './ApiForm.module.css'
import { type FaultList, useFaults } from './faults'

export interface Sending<V> {
  form: FormInstance<V>
  busy: boolean
  error: unknown
  faults: FaultList
  submit: (values: V, version?: string) => Promise<void>
}

/** What a form sends: its values, and the version of the row that the person was looking at. */
export type Send<V> = (values: V, version: string | undefined) => Promise<Partial<V> | undefined | void>

interface Ways {
  /** The version of the row when the form was opened. */
  version?: string | undefined
  /** Said when it is stored; empty: the page itself shows it. */
  done?: string | undefined
}

/** `send` does the write and may return the values as they were stored; what it throws is shown at its fields. */
export function useSending<V extends object>(send: Send<V>, { version, done }: Ways = {}): Sending<V> {
  const t = useText()
  const say = useSay()
  const [form] = Form.useForm<V>()
  const faults = useFaults(form)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = async (values: V, newer?: string) => {
    if (busy) return
    setBusy(true)
    setError(null)
    faults.tell(null)
    try {
      const stored = await send(values, newer ?? version)
      if (stored) form.setFieldsValue(stored as never)
      if (done !== '') say(done ?? t('form.saved'))
    } catch (failure) {
      setError(failure)
      faults.tell(failure)
    } finally {
      setBusy(false)
    }
  }
  return { form, busy, error, faults, submit }
}

interface Props<V extends object> {
  sending: Sending<V>
  initial?: Partial<V>
  submitText: string
  children: ReactNode
  onCancel?: () => void
  /** Load the row anew, when somebody else has changed it. */
  onReload?: (() => void) | undefined
  onTouched?: () => void
  /** Beside something more important on the page: its button is not filled. */
  quiet?: boolean
  /** Name of the field at which it begins; empty: the first. */
  at?: string
}

export function ApiForm<V extends object>({ sending, initial, submitText, children, onCancel, onReload, onTouched, quiet = false, at = '' }: Props<V>) {
  const t = useText()
  const { error, faults, form } = sending
  useEffect(() => {
    if (!at) return undefined
    // after whatever the form stands in has taken the focus for itself
    const frame = requestAnimationFrame(() => form.scrollToField(at, { block: 'center', focus: true }))
    return () => cancelAnimationFrame(frame)
  }, [at, form])
  const count = Object.keys(faults.faults).length
  // When every field that was named is mended there is nothing left to say above them.
  const said = error && Object.keys((error as { fields?: object }).fields ?? {}).length > 0 ? count > 0 : Boolean(error)
  return (
    <Form<V>
      form={sending.form}
      layout="vertical"
      className={styles.form ?? ''}
      {...(initial ? { initialValues: initial as never } : {})}
      onValuesChange={(changed) => {
        faults.mend(changed as object)
        onTouched?.()
      }}
      onFinish={(values) => void sending.submit(values)}
      scrollToFirstError={{ block: 'center' }}
    >
      {said && (
        <div className={styles.note}>
          {isConflict(error) ? (
            <Conflict
              error={error}
              onReload={onReload}
              onOverwrite={() => void sending.submit(sending.form.getFieldsValue(true) as V, String(error.data['version'] ?? ''))}
            />
          ) : (
            <ErrorNote error={error} kept={count > 0 ? t('form.faults', { n: count }) : t('error.kept')} />
          )}
        </div>
      )}
      {children}
      <div className={styles.foot}>
        <Button type={quiet ? 'default' : 'primary'} htmlType="submit" loading={sending.busy} data-act="save">
          {submitText}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('action.cancel')}</Button>}
      </div>
    </Form>
  )
}
