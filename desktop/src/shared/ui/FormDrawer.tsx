/** Adding or changing one row, in a panel beside the list that stays where it is. What was typed is not lost by a slip. */
import { App } from 'antd'
import { type ReactNode, useRef } from 'react'
import { useText } from '@/shared/text'
import { ApiForm, type Send, useSending } from './ApiForm'
import { SidePanel } from './SidePanel'

interface Props<V extends object> {
  title: string
  open: boolean
  onClose: () => void
  initial?: Partial<V> | undefined
  send: Send<V>
  children: ReactNode
  width?: number
  version?: string | undefined
  onReload?: (() => void) | undefined
  /** Who changed it last, what hangs on it. */
  foot?: ReactNode
  done?: string
  /** Name of the field at which it begins; empty: the first. */
  at?: string
}

export function FormDrawer<V extends object>({ title, open, onClose, width = 440, ...rest }: Props<V>) {
  const t = useText()
  const { modal } = App.useApp()
  const touched = useRef(false)
  const leave = () => {
    touched.current = false
    onClose()
  }
  const ask = async () => {
    if (!touched.current) return true
    return modal.confirm({ title: t('form.leave_title'), content: t('form.leave_text'), okText: t('form.leave'), cancelText: t('form.stay') })
  }
  return (
    <SidePanel title={title} open={open} onClose={leave} mayClose={ask} size={width}>
      <FormBody<V> {...rest} leave={leave} onTouched={() => (touched.current = true)} />
    </SidePanel>
  )
}

function FormBody<V extends object>({ initial, send, leave, onTouched, children, version, onReload, foot, done, at = '' }: Omit<Props<V>, 'title' | 'open' | 'onClose' | 'width'> & {
  leave: () => void
  onTouched: () => void
}) {
  const t = useText()
  const sending = useSending<V>(
    async (values, seen) => {
      await send(values, seen)
      leave()
    },
    { version, done },
  )
  return (
    <>
      <ApiForm<V>
        sending={sending}
        {...(initial ? { initial } : {})}
        submitText={t('action.save')}
        onCancel={leave}
        onReload={onReload}
        onTouched={onTouched}
        at={at}
      >
        {children}
      </ApiForm>
      {foot}
    </>
  )
}
