import { App, Button, Descriptions } from 'antd'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useText } from '@/shared/text'
import { Catalog } from '@/shared/ui/Catalog'
import { Consequence } from '@/shared/ui/Consequence'
import { ChoiceField, Field, SwitchField, TextField, UnitField } from '@/shared/ui/Fields'
import { PersonSelect } from '@/shared/ui/PersonSelect'
import { Word } from '@/shared/ui/Word'
import { NodeField } from './NodeField'

type Device = Shape<'DeviceOut'>
type Values = Shape<'DeviceForm'>

const load = listOf('/api/devices')
const params = (id: string) => ({ path: { id } })

export function DevicesTab() {
  const t = useText()
  return (
    <Catalog<Device, Values>
      name="devices"
      load={load}
      columns={[
        { key: 'person', title: 'device.person', sort: 'person', render: (row) => row.person?.name ?? '–' },
        { key: 'kind', title: 'device.kind', render: (row) => <Word group="device" value={row.kind} /> },
        { key: 'name', title: 'field.name', sort: 'name', render: (row) => row.name || '–' },
        { key: 'endpoint', title: 'device.endpoint', sort: 'endpoint', extra: true, render: (row) => row.endpoint },
        { key: 'node', title: 'field.node', extra: true, render: (row) => row.node.name },
      ]}
      add="device.add"
      edit="device.edit"
      empty="device.empty"
      emptyHint="device.empty_hint"
      values={(row) => {
        if (!row) return { kind: 'webrtc' }
        return {
          org_unit: row.org_unit.id,
          kind: row.kind === 'sip_phone' ? 'sip_phone' : 'webrtc',
          node: row.node.id,
          name: row.name,
          person: row.person?.id ?? null,
          dial: row.dial,
          auto_answer: row.auto_answer,
        }
      }}
      fields={() => <DeviceFields />}
      create={(body) => call(api.POST('/api/devices', { body }))}
      change={(id, body) => call(api.PATCH('/api/devices/{id}', { params: params(id), body }))}
      called={(row) => row.name || row.person?.name || row.endpoint}
      consequence={(row) => <Consequence rule={t('consequence.device', { name: row.person?.name ?? '' })} />}
      rowActs={(row) => (row.kind === 'sip_phone' ? <NewPassword device={row} /> : null)}
    />
  )
}

function DeviceFields() {
  const t = useText()
  return (
    <>
      <Field name="person" label="device.person" hint="device.person_hint">
        <PersonSelect width="100%" />
      </Field>
      <ChoiceField
        name="kind"
        label="device.kind"
        needed
        options={[
          { value: 'webrtc', label: t('device.webrtc') },
          { value: 'sip_phone', label: t('device.sip_phone') },
        ]}
      />
      <UnitField />
      <NodeField />
      <TextField name="name" label="field.name" max={64} />
      <SwitchField name="auto_answer" label="device.auto_answer" hint="device.auto_answer_hint" />
      <TextField name="dial" label="device.dial" hint="device.dial_hint" max={200} />
    </>
  )
}

/** The settings of a SIP phone are shown once, when they are made. */
function NewPassword({ device }: { device: Device }) {
  const t = useText()
  const { modal } = App.useApp()
  const tell = useTellFailure()
  const renew = async () => {
    try {
      const told = await call(api.POST('/api/devices/{id}/password', { params: params(device.id) }))
      modal.info({
        title: t('device.password_title'),
        content: (
          <Descriptions
            column={1}
            items={[
              { key: 'user', label: t('session.username'), children: told.username },
              { key: 'password', label: t('session.password'), children: told.password },
            ]}
          />
        ),
      })
    } catch (error) {
      tell(error)
    }
  }
  return (
    <Button
      size="small"
      onClick={() =>
        modal.confirm({ title: t('device.renew_title'), content: t('device.renew_text'), okText: t('device.renew'), onOk: renew })
      }
    >
      {t('device.renew')}
    </Button>
  )
}
