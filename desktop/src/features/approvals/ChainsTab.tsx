/** Chains of approval as the company sets them up; what is under way keeps the steps that it began with. */
import { useQuery } from '@tanstack/react-query'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { Catalog } from '@/shared/ui/Catalog'
import { Consequence } from '@/shared/ui/Consequence'
import { ChoiceField, Columns, NameFields, SwitchField } from '@/shared/ui/Fields'
import { Conditions } from './Conditions'
import { PositionField } from './PositionField'
import { StepRows } from './StepRows'
import { useSubjects } from './subjects'

type Chain = Shape<'ChainOut'>
type Values = Shape<'ChainForm'>

const load = listOf('/api/approval-chains')

/** Steps that were added on the page get a key that no other has. */
function keyed(steps: Values['steps']): Values['steps'] {
  const taken = new Set(steps.map((step) => step.key))
  let next = 1
  return steps.map((step) => {
    if (step.key) return step
    while (taken.has(`step_${next}`)) next += 1
    taken.add(`step_${next}`)
    return { ...step, key: `step_${next}` }
  })
}

export function ChainsTab() {
  const t = useText()
  const named = useNamed()
  const { data } = useSubjects()
  const subjects = data?.subjects ?? []
  const roles = useQuery({ queryKey: ['roles'], queryFn: () => call(api.GET('/api/roles')), staleTime: Infinity })
  const sent = <V extends Partial<Values>>(values: V): V => (values.steps ? { ...values, steps: keyed(values.steps) } : values)
  return (
    <Catalog<Chain, Values>
      name="approval-chains"
      load={load}
      width={720}
      columns={[
        { key: 'position', title: 'chain.position', sort: 'position', align: 'right', render: (row) => row.position },
        { key: 'name', title: 'field.name', sort: 'name', render: (row) => named(row) },
        { key: 'kind', title: 'chain.kind', render: (row) => named(subjects.find((one) => one.kind === row.kind)) || '–' },
        { key: 'steps', title: 'chain.steps', render: (row) => row.steps.map(named).join(' → ') },
      ]}
      add="chain.add"
      edit="chain.edit"
      empty="chain.empty"
      emptyHint="chain.hint"
      values={(row) => row ?? { kind: subjects[0]?.kind ?? '', position: 0, when: [], own: false, steps: [{ key: '', stage: 1, name: '', name_en: '', role: 'department_leader', lies: 'requester', when: [], remark: false, remind_hours: 24, escalate_hours: 72 }] }}
      fields={() => (
        <>
          <NameFields />
          <Columns>
            <ChoiceField name="kind" label="chain.kind" needed options={subjects.map((one) => ({ value: one.kind, label: named(one) }))} />
            <PositionField />
          </Columns>
          <Conditions name={['when']} label="chain.when" />
          <StepRows roles={(roles.data ?? []).map((one) => ({ value: one.role, label: named(one) }))} />
          <SwitchField name="own" label="chain.own" hint="chain.own_hint" />
        </>
      )}
      create={(body) => call(api.POST('/api/approval-chains', { body: sent(body) }))}
      change={(id, body) => call(api.PATCH('/api/approval-chains/{id}', { params: { path: { id } }, body: sent(body) }))}
      called={named}
      consequence={() => <Consequence rule={t('chain.consequence')} />}
    />
  )
}
