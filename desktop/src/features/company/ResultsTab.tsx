/** Results that agents choose at the end of a call: a tree of two levels. */
import { useQuery } from '@tanstack/react-query'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { Catalog } from '@/shared/ui/Catalog'
import { Consequence } from '@/shared/ui/Consequence'
import { ChoiceField, SwitchField } from '@/shared/ui/Fields'
import { WordFields, wordColumns, wordValues } from './WordsTab'

type Result = Shape<'ResultWordOut'>
type Values = Shape<'ResultWordForm'>

const load = listOf('/api/results')
const params = (id: string) => ({ path: { id } })

export function ResultsTab() {
  const t = useText()
  const named = useNamed()
  return (
    <Catalog<Result, Values>
      name="results"
      load={load}
      columns={[
        ...wordColumns,
        {
          key: 'parent',
          title: 'result_word.parent',
          render: (row) => (row.parent ? named({ name: row.parent_name, name_en: row.parent_name_en }) : '–'),
        },
        { key: 'order', title: 'result_word.order', render: (row) => (row.order ? t('attribute.yes') : '–') },
      ]}
      add="result_word.add"
      edit="result_word.edit"
      empty="result_word.empty"
      emptyHint="result_word.hint"
      values={(row) => ({ ...wordValues(row), order: row?.order ?? false, ...(row?.parent ? { parent: row.parent } : {}) })}
      fields={(row) => (
        <>
          <WordFields />
          <BranchField row={row} />
          <SwitchField name="order" label="result_word.order" hint="result_word.order_hint" />
        </>
      )}
      create={(body) => call(api.POST('/api/results', { body }))}
      change={(id, body) => call(api.PATCH('/api/results/{id}', { params: params(id), body }))}
      called={named}
      consequence={() => <Consequence rule={t('result_word.consequence')} />}
    />
  )
}

function BranchField({ row }: { row: Result | null }) {
  const named = useNamed()
  const { data } = useQuery({
    queryKey: ['results', 'all'],
    queryFn: () => call(api.GET('/api/results', { params: { query: { size: 500 } } })),
  })
  const branches = (data?.items ?? []).filter((one) => one.parent === null && one.id !== row?.id)
  const options = branches.map((one) => ({ value: one.id, label: named(one) }))
  return <ChoiceField name="parent" label="result_word.parent" options={options} />
}
