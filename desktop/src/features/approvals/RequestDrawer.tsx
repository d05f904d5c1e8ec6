/** Writing a request, and correcting one that was sent back. Its size and track choose form and chain. */
import { Input, InputNumber, Select } from 'antd'
import { type Shape, api, call } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { Field, TextField, UnitField } from '@/shared/ui/Fields'
import { FormDrawer } from '@/shared/ui/FormDrawer'
import type { WholeApproval } from './looks'

type Values = Shape<'NewRequestForm'>
type Request = Shape<'RequestOut'>

const tracks = ['region', 'county', 'planning'] as const

export function RequestDrawer({ open, request, onClose, onSent }: {
  open: boolean
  /** The one that is corrected; without it a new one is written. */
  request?: Request
  onClose: () => void
  onSent: (row: WholeApproval) => void
}) {
  const t = useText()
  const send = async ({ org_unit, ...values }: Values) => {
    onSent(
      await (request
        ? call(api.PUT('/api/requests/{id}', { params: { path: { id: request.id } }, body: values }))
        : call(api.POST('/api/requests', { body: { ...values, org_unit } }))),
    )
  }
  return (
    <FormDrawer<Values>
      title={t(request ? 'request.correct' : 'request.add')}
      open={open}
      onClose={onClose}
      send={send}
      done={t('request.sent')}
      width={560}
      initial={request ? { ...request, track: request.track as Values['track'] } : { track: 'region' }}
    >
      <TextField name="title" label="request.title" needed />
      <Field name="track" label="request.track" needed>
        <Select options={tracks.map((value) => ({ value, label: t(`request.track.${value}`) }))} />
      </Field>
      <Field name="customers" label="request.customers" needed>
        <InputNumber min={1} max={100_000_000} precision={0} style={{ width: 200 }} />
      </Field>
      {!request && <UnitField label="request.unit" />}
      <Field name="text" label="request.text" hint="request.text_hint" needed>
        <Input.TextArea rows={10} maxLength={20_000} />
      </Field>
    </FormDrawer>
  )
}
