import { type Shape, api, call, listOf } from '@/shared/api/client'
import { phone } from '@/shared/formats'
import { useText } from '@/shared/text'
import { PhoneNumber } from '@/shared/ui/Figures'
import { Catalog } from '@/shared/ui/Catalog'
import { ChoiceField, SwitchField, TextField, UnitField } from '@/shared/ui/Fields'
import { Named } from '@/shared/ui/Named'
import { HoursField } from '@/shared/ui/HoursField'
import { Word } from '@/shared/ui/Word'
import { useFlows, usePrompts, useQueues, useServiceLines, useTrunks } from './choices'
import { NumberConsequence } from './consequences'
import { useHoursText } from './days'
import { PromptName, useNumberRecord } from './NumberRecord'

type Access = Shape<'AccessNumberOut'>
type Values = Shape<'AccessNumberForm'>

const load = listOf('/api/access-numbers')
const params = (id: string) => ({ path: { id } })

function Hours({ week }: { week: number[][][] | null }) {
  const t = useText()
  const hours = useHoursText()
  return <>{week ? hours(week) : t('hours.always')}</>
}

export function AccessNumbersTab() {
  return (
    <Catalog<Access, Values>
      name="access-numbers"
      load={load}
      columns={[
        { key: 'number', title: 'number.number', sort: 'number', render: (row) => <PhoneNumber number={row.number} /> },
        { key: 'service_line', title: 'call.service_line', sort: 'service_line', render: (row) => <Named row={row.service_line} /> },
        { key: 'queue', title: 'call.queue', sort: 'queue', render: (row) => <Named row={row.queue} /> },
        { key: 'hours', title: 'number.hours', render: (row) => <Hours week={row.weekly_hours} /> },
        { key: 'trunk', title: 'number.trunk', wide: true, render: (row) => <Named row={row.trunk} /> },
        { key: 'greeting', title: 'number.greeting', extra: true, render: (row) => <PromptName name={row.greeting} /> },
        { key: 'announcement', title: 'number.announcement', extra: true, render: (row) => <PromptName name={row.recording_announcement} /> },
        { key: 'language', title: 'number.language', wide: true, render: (row) => <Word group="language" value={row.language} /> },
      ]}
      add="number.add"
      edit="number.edit"
      empty="number.empty"
      emptyHint="number.empty_hint"
      width={620}
      values={(row) => {
        if (!row) return { language: 'zh', weekly_hours: null, callback_in_flow: false }
        const { id: _id, hidden: _hidden, org_unit, service_line, queue, flow, trunk, language, ...rest } = row
        return {
          ...rest,
          org_unit: org_unit.id,
          service_line: service_line.id,
          queue: queue.id,
          flow: flow?.id ?? null,
          trunk: trunk?.id ?? null,
          language: language === 'en' ? 'en' : 'zh',
        }
      }}
      fields={() => <NumberFields />}
      create={(values) => call(api.POST('/api/access-numbers', { body: values }))}
      change={(id, values) => call(api.PATCH('/api/access-numbers/{id}', { params: params(id), body: values }))}
      called={(row) => phone(row.number)}
      consequence={(row) => <NumberConsequence number={row.number} />}
      record={useNumberRecord()}
    />
  )
}

function NumberFields() {
  const t = useText()
  return (
    <>
      <TextField name="number" label="number.number" hint="number.number_hint" needed max={32} />
      <ChoiceField name="trunk" label="number.trunk" none={null} options={useTrunks()} />
      <ChoiceField name="service_line" label="call.service_line" needed options={useServiceLines()} />
      <ChoiceField name="queue" label="call.queue" needed options={useQueues()} />
      <UnitField />
      <ChoiceField name="flow" label="number.flow" hint="number.flow_hint" none={null} placeholder="number.no_flow" options={useFlows()} />
      <SwitchField name="callback_in_flow" label="number.callback_in_flow" hint="number.callback_in_flow_hint" />
      <ChoiceField name="greeting" label="number.greeting" none="" options={usePrompts()} />
      <ChoiceField name="recording_announcement" label="number.announcement" none="" options={usePrompts()} />
      <ChoiceField
        name="language"
        label="number.language"
        options={[
          { value: 'zh', label: t('language.zh') },
          { value: 'en', label: t('language.en') },
        ]}
      />
      <HoursField name="weekly_hours" label="number.hours" alwaysText={t('hours.always')} />
    </>
  )
}
