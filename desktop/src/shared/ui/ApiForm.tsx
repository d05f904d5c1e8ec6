/** The form pattern: one way to send, to show the API's field errors at their fields, and to keep what was typed. */
import { Button, Flex, Form, type FormInstance } from 'antd'
import { type ReactNode, useState } from 'react'
import { ApiError } from '@/shared/api/errors'
import { usePick, useText } from '@/shared/text'
import { ErrorNote } from './ErrorNote'
import { SidePanel } from './SidePanel'

/** `numbers.0.number` as the form names it. */
export function placeOf(field: string): (string | number)[] {
  return field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

export interface Sending<V> {
  form: FormInstance<V>
  busy: boolean
  error: unknown
  submit: (values: V) => Promise<void>
  reset: () => void
}

/** `send` does the write; what it throws is shown, at the fields that it names or above them all. */
export function useSending<V extends object>(send: (values: V) => Promise<unknown>): Sending<V> {
  const [form] = Form.useForm<V>()
  const pick = usePick()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = async (values: V) => {
    setBusy(true)
    setError(null)
    try {
      await send(values)
    } catch (failure) {
      setError(failure)
      const fields = failure instanceof ApiError ? failure.fields : {}
      form.setFields(
        Object.entries(fields).map(([name, sentence]) => ({ name: placeOf(name) as never, errors: [pick(sentence)] })),
      )
    } finally {
      setBusy(false)
    }
  }
  return { form, busy, error, submit, reset: () => setError(null) }
}

interface Props<V extends object> {
  sending: Sending<V>
  initial?: Partial<V>
  submitText: string
  children: ReactNode
  onCancel?: () => void
  /** Beside something more important on the page: its button is not filled. */
  quiet?: boolean
}

export function ApiForm<V extends object>({ sending, initial, submitText, children, onCancel, quiet = false }: Props<V>) {
  const t = useText()
  return (
    <Form<V>
      form={sending.form}
      layout="vertical"
      requiredMark={false}
      initialValues={initial as never}
      onFinish={(values) => void sending.submit(values)}
      scrollToFirstError
    >
      {Boolean(sending.error) && (
        <div style={{ marginBottom: 16 }}>
          <ErrorNote error={sending.error} kept={t('error.kept')} />
        </div>
      )}
      {children}
      <Flex gap={8} style={{ paddingTop: 8 }}>
        <Button type={quiet ? 'default' : 'primary'} htmlType="submit" loading={sending.busy}>
          {submitText}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('action.cancel')}</Button>}
      </Flex>
    </Form>
  )
}

/** Adding or changing one row, in a drawer beside the list that stays where it is. */
export function FormDrawer<V extends object>({
  title,
  open,
  onClose,
  initial,
  send,
  children,
  width = 440,
}: {
  title: string
  open: boolean
  onClose: () => void
  initial?: Partial<V>
  send: (values: V) => Promise<unknown>
  children: ReactNode
  width?: number
}) {
  return (
    <SidePanel title={title} open={open} onClose={onClose} size={width}>
      <FormBody<V> initial={initial} send={send} onClose={onClose}>
        {children}
      </FormBody>
    </SidePanel>
  )
}

function FormBody<V extends object>({ initial, send, onClose, children }: {
  initial: Partial<V> | undefined
  send: (values: V) => Promise<unknown>
  onClose: () => void
  children: ReactNode
}) {
  const t = useText()
  const sending = useSending<V>(async (values) => {
    await send(values)
    onClose()
  })
  return (
    <ApiForm<V>
      sending={sending}
      {...(initial === undefined ? {} : { initial })}
      submitText={t('action.save')}
      onCancel={onClose}
    >
      {children}
    </ApiForm>
  )
}
