/** Publishing: what will be different for callers, in words, and a note for those who look at the versions later. */
import { useQuery } from '@tanstack/react-query'
import { Input, Modal, Skeleton, Typography } from 'antd'
import { useState } from 'react'
import type { Flow } from '@/shared/flow'
import { type Shape, api, call } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { type Difference, differences } from './differences'
import { exitWord, nodeWord, settingWord } from './words'

interface Props {
  flow: Shape<'IvrFlowOut'>
  draft: Flow
  next: number
  onClose: () => void
  /** Throws what keeps it from being published. */
  onPublish: (note: string) => Promise<void>
}

export function Publish({ flow, draft, next, onClose, onPublish }: Props) {
  const t = useText()
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const number = flow.live
  const { data } = useQuery({
    queryKey: ['ivr-flows', flow.id, 'version', number],
    queryFn: () => call(api.GET('/api/ivr-flows/{id}/versions/{number}', { params: { path: { id: flow.id, number: number ?? 0 } } })),
    enabled: number !== null,
  })
  const publish = async () => {
    setBusy(true)
    setError(null)
    try {
      await onPublish(note)
      onClose()
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  const live = number === null ? null : data ? (data.flow as unknown as Flow) : undefined
  return (
    <Modal title={t('ivr.publish_title', { n: next })} open okText={t('ivr.publish')} cancelText={t('action.cancel')} confirmLoading={busy} onOk={() => void publish()} onCancel={onClose}>
      <p>{t('ivr.publish_text')}</p>
      {live === undefined ? <Skeleton active /> : <Told found={differences(live, draft)} />}
      <Input.TextArea value={note} onChange={(event) => setNote(event.target.value)} maxLength={200} placeholder={t('ivr.note')} aria-label={t('ivr.note')} autoSize={{ minRows: 2 }} />
      {error !== null && <ErrorNote error={error} />}
    </Modal>
  )
}

function Told({ found }: { found: Difference[] }) {
  const t = useText()
  if (found.length === 0) return <Typography.Paragraph type="secondary">{t('ivr.publish_same')}</Typography.Paragraph>
  const words = ({ done, node, settings, exits }: Difference) => {
    const name = node ? nodeWord(t, node) : t('ivr.nowhere')
    const led = exits.map(({ exit, to }) => t('ivr.diff.exit', { exit: exitWord(t, exit), to: to ? nodeWord(t, to) : t('ivr.nowhere') }))
    const what = done === 'led' ? led : settings.map((one) => settingWord(t, one))
    return t(`ivr.diff.${done}`, { node: name, what: what.join(t('ivr.diff.and')) })
  }
  return (
    <ul data-testid="differences">
      {found.map((one) => (
        <li key={`${one.done} ${one.node?.id}`}>{words(one)}</li>
      ))}
    </ul>
  )
}
