/** Keys (DTMF) to the far end, by mouse or typed. */
import { NumberOutlined } from '@ant-design/icons'
import { Button, Popover, Tooltip } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { useText } from '@/shared/text'
import styles from '@/shared/looks/softphone.module.css'

const pad = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

export function KeyPad({ send, disabled }: { send: (digits: string) => Promise<boolean>; disabled: boolean }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  const [sent, setSent] = useState('')
  const press = async (digit: string) => {
    if (await send(digit)) setSent((before) => (before + digit).slice(-16))
  }
  const typed = (event: KeyboardEvent) => {
    if (pad.includes(event.key)) {
      event.preventDefault()
      void press(event.key)
    }
  }
  const content = (
    // Typed digits are a second way to the buttons within; the group itself is not a control.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div className={styles.pad} onKeyDown={typed} role="group" aria-label={t('phone.keys')}>
      <output className={styles.sent}>{sent || t('phone.keys_hint')}</output>
      {pad.map((digit) => (
        <Button key={digit} onClick={() => void press(digit)} autoFocus={digit === '1'}>
          {digit}
        </Button>
      ))}
    </div>
  )
  return (
    <Popover
      trigger="click"
      open={open && !disabled}
      onOpenChange={(shown) => {
        setOpen(shown)
        setSent('')
      }}
      content={content}
      destroyOnHidden
    >
      <Tooltip title={open ? '' : t('phone.keys')}>
        <Button icon={<NumberOutlined />} className={styles.small ?? ''} disabled={disabled} aria-label={t('phone.keys')} data-act="keys" />
      </Tooltip>
    </Popover>
  )
}
