/** A text to one agent or to all whom the leader leads; it stays on their desks until they have seen it. */
import { Alert, Input, Modal } from 'antd'
import { useState } from 'react'
import { lead } from '@/live/lead'
import type { AgentView } from '@/live/protocol'
import { type Failure, failureOf } from '@/shared/failure'
import { usePick, useText } from '@/shared/text'

const most = 500

export function TextBox({ to, onClose }: { to: AgentView | null; onClose: () => void }) {
  const t = useText()
  const pick = usePick()
  const [text, setText] = useState('')
  const [refusal, setRefusal] = useState<Failure | null>(null)
  const send = async () => {
    if (!text.trim()) return
    setRefusal(null)
    try {
      await lead('send_text', { text: text.trim(), agents: to ? [to.id] : [] })
      onClose()
    } catch (error) {
      setRefusal(failureOf(error))
    }
  }
  return (
    <Modal
      open
      title={to ? t('lead.text_to', { name: to.name }) : t('lead.text_all')}
      okText={t('lead.send')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !text.trim() }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Input.TextArea
        autoFocus
        value={text}
        maxLength={most}
        rows={4}
        placeholder={t('lead.text_hint')}
        aria-label={t('lead.text')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            event.stopPropagation()
            void send()
          }
        }}
      />
      {refusal && <Alert type="warning" showIcon role="alert" data-code={refusal.code} title={pick(refusal.sentence)} style={{ marginTop: 8 }} />}
    </Modal>
  )
}
