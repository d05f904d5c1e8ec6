import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { Catalog } from '@/shared/ui/Catalog'
import { Consequence } from '@/shared/ui/Consequence'
import { ChoiceField, NameFields, UnitField } from '@/shared/ui/Fields'
import { Named } from '@/shared/ui/Named'
import { usePrompts } from './choices'

type Line = Shape<'ServiceLineOut'>
type Values = Shape<'ServiceLineForm'>

const load = listOf('/api/service-lines')
const params = (id: string) => ({ path: { id } })

export function ServiceLinesTab() {
  const named = useNamed()
  const t = useText()
  return (
    <Catalog<Line, Values>
      name="service-lines"
      load={load}
      columns={[
        { key: 'name', title: 'field.name', sort: 'name', render: (row) => row.name },
        { key: 'name_en', title: 'field.name_en', render: (row) => row.name_en || '–' },
        { key: 'unit', title: 'field.org_unit', render: (row) => <Named row={row.org_unit} /> },
      ]}
      add="line.add"
      edit="line.edit"
      empty="line.empty"
      emptyHint="line.empty_hint"
      values={(row) => (row ? { name: row.name, name_en: row.name_en, whisper: row.whisper, org_unit: row.org_unit.id } : {})}
      fields={() => (
        <>
          <NameFields />
          <UnitField />
          <Whisper />
        </>
      )}
      create={(body) => call(api.POST('/api/service-lines', { body }))}
      change={(id, body) => call(api.PATCH('/api/service-lines/{id}', { params: params(id), body }))}
      called={named}
      consequence={() => <Consequence rule={t('consequence.line')} />}
    />
  )
}

function Whisper() {
  return <ChoiceField name="whisper" label="line.whisper" hint="line.whisper_hint" none="" options={usePrompts()} />
}
