/** Words of the company's own: not-ready reasons, classes of customer. */
import { InputNumber } from 'antd'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { Catalog } from '@/shared/ui/Catalog'
import { Consequence } from '@/shared/ui/Consequence'
import { Field, NameFields, SwitchField } from '@/shared/ui/Fields'

type Word = Pick<Shape<'ClassOut'>, 'name' | 'name_en' | 'position'>
type Class = Shape<'ClassOut'>
type ClassValues = Shape<'ClassForm'>
type Reason = Shape<'ReasonOut'>
type ReasonValues = Shape<'ReasonForm'>

const params = (id: string) => ({ path: { id } })
const reasons = listOf('/api/not-ready-reasons')
const classes = listOf('/api/customer-classes')

export const wordColumns = [
  { key: 'name', title: 'field.name', sort: 'name', render: (row: Word) => row.name },
  { key: 'name_en', title: 'field.name_en', render: (row: Word) => row.name_en || '–' },
  { key: 'position', title: 'word.position', sort: 'position', align: 'right', width: 110, render: (row: Word) => row.position },
] as const

export const wordValues = (row: Word | null) =>
  row ? { name: row.name, name_en: row.name_en, position: row.position } : {}

export function WordFields() {
  return (
    <>
      <NameFields />
      <Field name="position" label="word.position" hint="word.position_hint">
        <InputNumber min={0} max={100_000} precision={0} />
      </Field>
    </>
  )
}

export function ReasonsTab() {
  const named = useNamed()
  const t = useText()
  return (
    <Catalog<Reason, ReasonValues>
      name="not-ready-reasons"
      load={reasons}
      columns={[
        ...wordColumns,
        { key: 'allowance', title: 'reason_word.allowance', align: 'right', width: 180, render: (row) => row.allowance_min ?? t('reason_word.no_limit') },
      ]}
      add="reason_word.add"
      edit="reason_word.edit"
      empty="reason_word.empty"
      emptyHint="reason_word.hint"
      values={(row) => ({ ...wordValues(row), ...(row ? { allowance_min: row.allowance_min } : {}) })}
      fields={() => (
        <>
          <WordFields />
          <Field name="allowance_min" label="reason_word.allowance" hint="reason_word.allowance_hint">
            <InputNumber min={1} max={1440} precision={0} />
          </Field>
        </>
      )}
      create={(body) => call(api.POST('/api/not-ready-reasons', { body }))}
      change={(id, body) => call(api.PATCH('/api/not-ready-reasons/{id}', { params: params(id), body }))}
      called={named}
      consequence={() => <Consequence rule={t('reason_word.consequence')} />}
    />
  )
}

export function ClassesTab() {
  const named = useNamed()
  const t = useText()
  return (
    <Catalog<Class, ClassValues>
      name="customer-classes"
      load={classes}
      columns={[...wordColumns, { key: 'vip', title: 'class_word.vip', render: (row) => (row.vip ? t('attribute.yes') : '–') }]}
      add="class_word.add"
      edit="class_word.edit"
      empty="class_word.empty"
      emptyHint="class_word.hint"
      values={(row) => ({ ...wordValues(row), vip: row?.vip ?? false })}
      fields={() => (
        <>
          <WordFields />
          <SwitchField name="vip" label="class_word.vip" hint="class_word.vip_hint" />
        </>
      )}
      create={(body) => call(api.POST('/api/customer-classes', { body }))}
      change={(id, body) => call(api.PATCH('/api/customer-classes/{id}', { params: params(id), body }))}
      called={named}
      consequence={() => <Consequence rule={t('class_word.consequence')} />}
    />
  )
}
