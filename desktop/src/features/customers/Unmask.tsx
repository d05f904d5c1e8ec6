/** See one masked number whole, for a reason that the trail keeps; it is masked again after a minute. */
import { EyeOutlined } from '@ant-design/icons'
import { App, Button, Flex, Input, Popover, Typography } from 'antd'
import { useEffect, useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { PhoneNumber } from '@/shared/ui/Figures'

const shownFor = 60_000
const reasons = ['unmask.call_back', 'unmask.complaint', 'unmask.check'] as const

export function UnmaskableNumber({ number }: { number: Shape<'NumberOut'> }) {
  const [whole, setWhole] = useState('')
  useEffect(() => {
    if (!whole) return
    const timer = setTimeout(() => setWhole(''), shownFor)
    return () => clearTimeout(timer)
  }, [whole])
  return (
    <>
      <PhoneNumber number={whole || number.number} />
      {number.masked && !whole && <Unmask id={number.id} show={setWhole} />}
    </>
  )
}

function Unmask({ id, show }: { id: string; show: (number: string) => void }) {
  const t = useText()
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('numbers.unmask')) return null
  return (
    <Popover trigger="click" placement="bottomLeft" open={open} onOpenChange={setOpen} destroyOnHidden content={<Ask id={id} show={show} />}>
      <Button size="small" type="text" icon={<EyeOutlined />} aria-label={t('unmask.act')} title={t('unmask.act')} data-act="unmask" />
    </Popover>
  )
}

function Ask({ id, show }: { id: string; show: (number: string) => void }) {
  const t = useText()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const enough = reason.trim().length >= 2
  const ask = async () => {
    if (!enough || busy) return
    setBusy(true)
    setError(null)
    try {
      const { number } = await call(api.POST('/api/customer-numbers/{id}/unmask', { params: { path: { id } }, body: { reason: reason.trim() } }))
      void message.info(t('unmask.noted'))
      show(number)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Flex vertical gap={8} style={{ width: 300 }}>
      <Typography.Text type="secondary">{t('unmask.about')}</Typography.Text>
      <Flex gap={6} wrap>
        {reasons.map((one) => (
          <Button key={one} size="small" onClick={() => setReason(t(one))}>
            {t(one)}
          </Button>
        ))}
      </Flex>
      <Input autoFocus aria-label={t('unmask.reason')} placeholder={t('unmask.reason')} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} onPressEnter={() => void ask()} />
      {Boolean(error) && <ErrorNote error={error} />}
      <Button type="primary" disabled={!enough} loading={busy} onClick={() => void ask()}>
        {t('unmask.show')}
      </Button>
    </Flex>
  )
}
