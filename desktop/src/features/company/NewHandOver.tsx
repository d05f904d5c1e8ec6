/** Which month goes where. What hinders a medium is said before anybody fills in the rest. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, DatePicker, Form } from 'antd'
import dayjs from 'dayjs'
import { type Shape, api, call } from '@/shared/api/client'
import { serverNow } from '@/shared/clock'
import { useNamed } from '@/shared/dispositions'
import { dayOf } from '@/shared/formats'
import { useZone } from '@/shared/session'
import { useText } from '@/shared/text'
import { BothText } from '@/shared/ui/BothText'
import { ChoiceField, Field, SwitchField, TextField } from '@/shared/ui/Fields'
import { FormDrawer } from '@/shared/ui/FormDrawer'

type Values = Shape<'HandOverForm'>

interface Props {
  open: boolean
  onClose: () => void
  onBegun: (id: string) => void
}

export function NewHandOver({ open, onClose, onBegun }: Props) {
  const t = useText()
  const cache = useQueryClient()
  const month = useLastMonth()
  const { data: media } = useQuery({ queryKey: ['hand-over-media'], queryFn: () => call(api.GET('/api/hand-over-media')), enabled: open })
  const ready = media?.find((one) => one.trouble === null)
  const send = async (values: Values) => {
    const begun = await call(api.POST('/api/hand-overs', { body: values }))
    await cache.invalidateQueries({ queryKey: ['hand-overs'] })
    onBegun(begun.id)
  }
  if (open && !media) return null
  return (
    <FormDrawer<Values>
      title={t('handover.add')}
      open={open}
      onClose={onClose}
      initial={{ month, place: (ready ?? media?.find((one) => one.where) ?? media?.[0])?.place ?? 'folder', rest_only: false, project: '' }}
      send={send}
      done={t('handover.state.waiting')}
    >
      <Field name="month" label="handover.month" hint="handover.month_hint" needed>
        <MonthPick />
      </Field>
      <QueueField />
      <ChoiceField
        name="place"
        label="handover.place"
        needed
        options={(media ?? []).map(({ place, where }) => ({ value: place, label: `${t(`handover.place.${place}`)}${where ? ` · ${where}` : ''}` }))}
      />
      <Form.Item noStyle shouldUpdate={(before: Values, now: Values) => before.place !== now.place}>
        {({ getFieldValue }) => <Trouble of={media?.find((one) => one.place === getFieldValue('place'))} />}
      </Form.Item>
      <TextField name="medium" label="handover.medium" hint="handover.medium_hint" needed />
      <SwitchField name="rest_only" label="handover.rest_only" hint="handover.rest_only_hint" />
    </FormDrawer>
  )
}

function Trouble({ of }: { of: Shape<'MediumOut'> | undefined }) {
  if (!of?.trouble) return null
  return <Alert type="warning" showIcon title={<BothText both={of.trouble} />} style={{ marginBottom: 16 }} data-testid="medium-trouble" />
}

/** The first day of the month before this one, in the company's days. */
function useLastMonth(): string {
  const zone = useZone()
  return dayjs(dayOf(serverNow(), zone)).startOf('month').subtract(1, 'month').format('YYYY-MM-DD')
}

function MonthPick({ id, value, onChange }: { id?: string; value?: string; onChange?: (first: string | undefined) => void }) {
  const last = dayjs(useLastMonth())
  return (
    <DatePicker
      {...(id ? { id } : {})}
      picker="month"
      allowClear={false}
      value={value ? dayjs(value) : null}
      disabledDate={(day) => day.isAfter(last, 'month')}
      onChange={(day) => onChange?.(day?.startOf('month').format('YYYY-MM-DD'))}
      style={{ width: 160 }}
    />
  )
}

function QueueField() {
  const named = useNamed()
  const { data } = useQuery({
    queryKey: ['queues', 'all'],
    queryFn: () => call(api.GET('/api/queues', { params: { query: { size: 500 } } })),
  })
  const options = (data?.items ?? []).map((one) => ({ value: one.id, label: named(one) }))
  return <ChoiceField name="queue" label="call.queue" options={options} none={null} placeholder="handover.all_queues" />
}
