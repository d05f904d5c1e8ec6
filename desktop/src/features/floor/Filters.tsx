/** Whom of the agents the leader wants to see: a team, a state, a skill group. */
import { Select } from 'antd'
import type { AgentView } from '@/live/protocol'
import { useNamed } from '@/shared/dispositions'
import { agentStates } from '@/shared/states'
import { useText } from '@/shared/text'
import { useUnits } from '@/shared/units'
import type { Filter, Serving } from './figures'

interface Props {
  agents: readonly AgentView[]
  serving: readonly Serving[]
  filter: Filter
  onChange: (filter: Filter) => void
}

export function Filters({ agents, serving, filter, onChange }: Props) {
  const t = useText()
  const named = useNamed()
  const { nameOfPath } = useUnits()
  const teams = [...new Set(agents.map(({ path }) => path))].sort()
  const groups = new Map(serving.flatMap((queue) => queue.groups.map(({ skill_group }) => [skill_group.id, named(skill_group)] as const)))
  const choice = (name: keyof Filter, label: string, options: { value: string; label: string }[]) => (
    <Select
      size="small"
      aria-label={label}
      placeholder={label}
      allowClear
      popupMatchSelectWidth={false}
      value={filter[name] || null}
      onChange={(value: string | null) => onChange({ ...filter, [name]: value ?? '' })}
      options={options}
      style={{ minWidth: 84 }}
    />
  )
  return (
    <>
      {teams.length > 1 && choice('team', t('floor.filter_team'), teams.map((path) => ({ value: path, label: nameOfPath(path) || path })))}
      {choice('state', t('floor.filter_state'), Object.entries(agentStates).filter(([state]) => state !== 'signed_out').map(([value, look]) => ({ value, label: t(look.text) })))}
      {groups.size > 1 && choice('group', t('floor.filter_group'), [...groups].map(([value, label]) => ({ value, label })))}
    </>
  )
}
