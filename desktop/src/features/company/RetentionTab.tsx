/** How long recordings are kept: classes by result, queue and project, and what they come to tonight. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Flex, InputNumber } from 'antd'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { Catalog } from '@/shared/ui/Catalog'
import { Consequence } from '@/shared/ui/Consequence'
import { ChoiceField, Field, NameFields } from '@/shared/ui/Fields'

type Class = Shape<'RetentionOut'>
type Values = Shape<'RetentionForm'>

const load = listOf('/api/retention-classes')
const params = (id: string) => ({ path: { id } })
const MB = 1_000_000

export function RetentionTab() {
  const t = useText()
  const named = useNamed()
  return (
    <Flex vertical gap={12}>
      <Tonight />
      <Catalog<Class, Values>
        name="retention-classes"
        load={load}
        columns={[
          { key: 'name', title: 'field.name', sort: 'name', render: (row) => named(row) },
          {
            key: 'keep_days',
            title: 'retention.days',
            align: 'right',
            width: 140,
            render: (row) => (row.keep_days ? t('retention.n_days', { n: row.keep_days }) : t('keeping.good')),
          },
          { key: 'disposition', title: 'call.disposition', render: (row) => named(row.disposition_name) || t('retention.any') },
          { key: 'queue', title: 'call.queue', render: (row) => named(row.queue_name) || t('retention.any') },
        ]}
        add="retention.add"
        edit="retention.edit"
        empty="retention.empty"
        emptyHint="retention.hint"
        values={(row) =>
          row
            ? {
                name: row.name,
                name_en: row.name_en,
                keep_days: row.keep_days,
                ...(row.disposition ? { disposition: row.disposition } : {}),
                ...(row.queue ? { queue: row.queue } : {}),
              }
            : {}
        }
        fields={() => (
          <>
            <NameFields />
            <Field name="keep_days" label="retention.days" hint="retention.days_hint" needed>
              <InputNumber min={0} max={36_500} precision={0} />
            </Field>
            <ResultField />
            <QueueField />
          </>
        )}
        create={(body) => call(api.POST('/api/retention-classes', { body }))}
        change={(id, body) => call(api.PATCH('/api/retention-classes/{id}', { params: params(id), body }))}
        called={named}
        consequence={() => <Consequence rule={t('retention.consequence')} />}
      />
    </Flex>
  )
}

/** What the coming night erases by what is set now: said before it happens. */
function Tonight() {
  const t = useText()
  const { data } = useQuery({ queryKey: ['retention-classes', 'due'], queryFn: () => call(api.GET('/api/retention/due')) })
  if (!data) return null
  const n = data.more ? t('retention.more', { n: data.recordings }) : String(data.recordings)
  return (
    <Alert
      showIcon
      type={data.recordings ? 'warning' : 'info'}
      title={data.recordings ? t('retention.tonight', { n, mb: Math.ceil(data.bytes / MB) }) : t('retention.nothing')}
      description={[t('retention.rule'), data.held ? t('retention.held', { n: data.held }) : ''].filter(Boolean).join(' ')}
      data-testid="tonight"
    />
  )
}

function ResultField() {
  const named = useNamed()
  const { data } = useQuery({
    queryKey: ['results', 'all'],
    queryFn: () => call(api.GET('/api/results', { params: { query: { size: 500 } } })),
  })
  const options = (data?.items ?? []).map((one) => ({ value: one.id, label: named(one) }))
  return <ChoiceField name="disposition" label="call.disposition" hint="retention.result_hint" options={options} none={null} placeholder="retention.any" />
}

function QueueField() {
  const named = useNamed()
  const { data } = useQuery({
    queryKey: ['queues', 'all'],
    queryFn: () => call(api.GET('/api/queues', { params: { query: { size: 500 } } })),
  })
  const options = (data?.items ?? []).map((one) => ({ value: one.id, label: named(one) }))
  return <ChoiceField name="queue" label="call.queue" options={options} none={null} placeholder="retention.any" />
}
