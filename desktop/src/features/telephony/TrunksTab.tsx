import { PhoneNumber } from '@/shared/ui/Figures'
import { InputNumber, Select } from 'antd'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { Catalog } from '@/shared/ui/Catalog'
import { Consequence } from '@/shared/ui/Consequence'
import { Field, SwitchField, TextField, UnitField } from '@/shared/ui/Fields'
import { Named } from '@/shared/ui/Named'
import { NodeField } from './NodeField'
import { useTrunkRecord } from './TrunkRecord'

type Trunk = Shape<'TrunkOut'>
type Values = Shape<'TrunkForm'>

const load = listOf('/api/trunks')
const params = (id: string) => ({ path: { id } })

export function TrunksTab() {
  const named = useNamed()
  const t = useText()
  return (
    <Catalog<Trunk, Values>
      name="trunks"
      load={load}
      columns={[
        { key: 'name', title: 'field.name', sort: 'name', render: (row) => <Named row={row} /> },
        { key: 'numbers', title: 'trunk.numbers', align: 'right', render: (row) => row.numbers.length },
        { key: 'endpoint', title: 'trunk.endpoint', sort: 'endpoint', wide: true, render: (row) => row.endpoint },
        { key: 'host', title: 'trunk.host', render: (row) => (row.host ? `${row.host}:${row.port}` : '–') },
        { key: 'caller_id', title: 'trunk.caller_id', render: (row) => <PhoneNumber number={row.caller_id || '–'} /> },
        { key: 'node', title: 'field.node', extra: true, render: (row) => row.node.name },
      ]}
      add="trunk.add"
      edit="trunk.edit"
      empty="trunk.empty"
      emptyHint="trunk.empty_hint"
      values={(row) => {
        if (!row) return { port: 5060, match: [], numbers: [], callback_not_in_service: false }
        const { id: _id, hidden: _hidden, org_unit, node, ...rest } = row
        return { ...rest, org_unit: org_unit.id, node: node.id }
      }}
      fields={() => <TrunkFields />}
      create={(body) => call(api.POST('/api/trunks', { body }))}
      change={(id, body) => call(api.PATCH('/api/trunks/{id}', { params: params(id), body }))}
      called={named}
      consequence={() => <Consequence rule={t('consequence.trunk')} />}
      record={useTrunkRecord()}
    />
  )
}

function TrunkFields() {
  return (
    <>
      <TextField name="name" label="field.name" needed />
      <TextField name="name_en" label="field.name_en" />
      <UnitField />
      <NodeField />
      <TextField name="endpoint" label="trunk.endpoint" hint="trunk.endpoint_hint" needed max={40} />
      <TextField name="host" label="trunk.host" hint="trunk.host_hint" max={200} />
      <Field name="port" label="trunk.port">
        <InputNumber min={1} max={65_535} />
      </Field>
      <Field name="match" label="trunk.match" hint="trunk.match_hint">
        <Select mode="tags" open={false} tokenSeparators={[' ', ',']} />
      </Field>
      <TextField name="domain" label="trunk.domain" max={200} />
      <Field name="numbers" label="trunk.numbers" hint="trunk.numbers_hint">
        <Select mode="tags" open={false} tokenSeparators={[' ', ',']} />
      </Field>
      <SwitchField name="callback_not_in_service" label="trunk.callback_not_in_service" hint="trunk.callback_not_in_service_hint" />
      <TextField name="caller_id" label="trunk.caller_id" hint="trunk.caller_id_hint" max={32} />
      <TextField name="home_area" label="trunk.home_area" hint="trunk.home_area_hint" max={4} />
    </>
  )
}
