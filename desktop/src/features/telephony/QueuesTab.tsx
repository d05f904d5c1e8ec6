import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Form, InputNumber, Select, Typography } from 'antd'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { Catalog } from '@/shared/ui/Catalog'
import { ChoiceField, Columns, Field, NameFields, Seconds, SecondsField, SwitchField, UnitField } from '@/shared/ui/Fields'
import { Duration } from '@/shared/ui/Figures'
import { Named } from '@/shared/ui/Named'
import { OnlyChoice } from '@/shared/ui/OnlyChoice'
import { useFlows, useSkillGroups } from './choices'
import { QueueConsequence } from './consequences'
import { useQueueRecord } from './QueueRecord'

type Queue = Shape<'QueueOut'>
type Values = Shape<'QueueForm'>

const load = listOf('/api/queues')
const params = (id: string) => ({ path: { id } })
const AFTER_TRANSFER = ['agent', 'queue', 'callback'] as const
const RATING = ['never', 'by_agent', 'always'] as const
const STRATEGIES = ['longest_idle', 'fewest_calls', 'level_first', 'round_robin', 'ring_all'] as const

const fresh: Partial<Values> = {
  // one row to fill in or to remove knowingly: nobody serves a queue without a group
  groups: [{ after_ms: 0 } as never],
  strategy: 'longest_idle',
  timeout_ms: 120_000,
  ring_timeout_ms: 15_000,
  wrap_up_ms: 30_000,
  max_missed: 3,
  capacity: 200,
  priority: 0,
  weight: 1,
  callback_on_abandon: true,
  callback_automatic: false,
  callback_tries: 3,
  callback_pause_ms: 600_000,
  tell_unstaffed: false,
  after_transfer: 'agent',
  announce_every_ms: 0,
  callback_by_key: false,
  voicemail_by_key: false,
  voicemail_when_unserved: false,
  decline_needs_reason: true,
  announce_agent: false,
  auto_answer: false,
  rating: 'by_agent',
  rating_flow: null,
  rating_link: false,
  vip_group: null,
  vip_priority: 30,
  returning: false,
  returning_priority: 12,
}

function valuesOf(row: Queue | null): Partial<Values> {
  if (!row) return fresh
  const { id: _id, hidden: _hidden, org_unit, groups, vip_group, rating_flow, ...rest } = row
  return {
    ...rest,
    org_unit: org_unit.id,
    vip_group: vip_group?.id ?? null,
    rating_flow: rating_flow?.id ?? null,
    groups: groups.map((group) => ({ skill_group: group.skill_group.id, after_ms: group.after_ms })),
  }
}

function Served({ queue }: { queue: Queue }) {
  const t = useText()
  const named = useNamed()
  if (queue.groups.length === 0) return <Typography.Text type="danger">{t('queue.unserved')}</Typography.Text>
  return queue.groups.map((group) => named(group.skill_group)).join(' → ')
}

export function QueuesTab() {
  const named = useNamed()
  return (
    <Catalog<Queue, Values>
      name="queues"
      load={load}
      columns={[
        { key: 'name', title: 'field.name', sort: 'name', render: (row) => <Named row={row} /> },
        { key: 'groups', title: 'queue.groups', render: (row) => <Served queue={row} /> },
        { key: 'timeout', title: 'queue.timeout', align: 'right', render: (row) => <Duration ms={row.timeout_ms} /> },
        { key: 'ring', title: 'queue.ring', align: 'right', wide: true, render: (row) => <Duration ms={row.ring_timeout_ms} /> },
        { key: 'wrap_up', title: 'queue.wrap_up', align: 'right', wide: true, render: (row) => <Duration ms={row.wrap_up_ms} /> },
        { key: 'capacity', title: 'queue.capacity', align: 'right', wide: true, render: (row) => row.capacity },
        { key: 'priority', title: 'queue.priority', sort: 'priority', align: 'right', render: (row) => row.priority },
        { key: 'unit', title: 'field.org_unit', wide: true, render: (row) => <Named row={row.org_unit} /> },
      ]}
      add="queue.add"
      edit="queue.edit"
      empty="queue.empty"
      emptyHint="queue.empty_hint"
      width={560}
      values={valuesOf}
      fields={() => <QueueFields />}
      create={(body) => call(api.POST('/api/queues', { body }))}
      change={(id, body) => call(api.PATCH('/api/queues/{id}', { params: params(id), body }))}
      called={named}
      consequence={(row) => <QueueConsequence id={row.id} />}
      record={useQueueRecord()}
    />
  )
}

function QueueFields() {
  return (
    <>
      <NameFields />
      <UnitField />
      <Groups />
      <Strategy />
      <Flex gap={16} wrap>
        <SecondsField name="timeout_ms" label="queue.timeout" min={1} />
        <SecondsField name="ring_timeout_ms" label="queue.ring" min={1} max={120} />
        <SecondsField name="wrap_up_ms" label="queue.wrap_up" />
        <Field name="capacity" label="queue.capacity">
          <InputNumber min={0} max={10_000} style={{ width: 140 }} />
        </Field>
        <Field name="max_missed" label="queue.max_missed">
          <InputNumber min={1} max={100} style={{ width: 140 }} />
        </Field>
      </Flex>
      <Columns>
        <Field name="priority" label="queue.priority" hint="queue.priority_hint">
          <InputNumber min={-100} max={100} style={{ width: 140 }} />
        </Field>
        <Field name="weight" label="queue.weight" hint="queue.weight_hint">
          <InputNumber min={1} max={10} style={{ width: 140 }} />
        </Field>
      </Columns>
      <FirstChoices />
      <SwitchField name="tell_unstaffed" label="queue.tell_unstaffed" hint="queue.tell_unstaffed_hint" />
      <SecondsField name="announce_every_ms" label="queue.announce_every" hint="queue.announce_every_hint" min={0} max={600} />
      <SwitchField name="callback_by_key" label="queue.callback_by_key" hint="queue.callback_by_key_hint" />
      <SwitchField name="voicemail_by_key" label="queue.voicemail_by_key" />
      <SwitchField name="voicemail_when_unserved" label="queue.voicemail_when_unserved" hint="queue.voicemail_when_unserved_hint" />
      <SwitchField name="announce_agent" label="queue.announce_agent" hint="queue.announce_agent_hint" />
      <SwitchField name="auto_answer" label="queue.auto_answer" hint="queue.auto_answer_hint" />
      <SwitchField name="decline_needs_reason" label="queue.decline_needs_reason" hint="queue.decline_needs_reason_hint" />
      <AfterTransfer />
      <Rating />
      <SwitchField name="callback_on_abandon" label="queue.callback" />
      <SwitchField name="callback_automatic" label="queue.callback_automatic" hint="queue.callback_automatic_hint" />
      <Columns>
        <Field name="callback_tries" label="queue.callback_tries">
          <InputNumber min={1} max={10} style={{ width: 140 }} />
        </Field>
        <SecondsField name="callback_pause_ms" label="queue.callback_pause" hint="queue.callback_pause_hint" min={60} max={86_400} />
      </Columns>
    </>
  )
}

function Strategy() {
  const t = useText()
  const options = STRATEGIES.map((value) => ({ value, label: t(`queue.strategy.${value}`) }))
  return (
    <Field name="strategy" label="queue.strategy" hint="queue.strategy_hint">
      <Select options={options} />
    </Field>
  )
}

function AfterTransfer() {
  const t = useText()
  const options = AFTER_TRANSFER.map((value) => ({ value, label: t(`queue.after_transfer.${value}`) }))
  return (
    <Field name="after_transfer" label="queue.after_transfer" hint="queue.after_transfer_hint">
      <Select options={options} />
    </Field>
  )
}

/** When customers are asked how it was (T15), and by what. */
function Rating() {
  const t = useText()
  const flows = useFlows()
  const options = RATING.map((value) => ({ value, label: t(`queue.rating.${value}`) }))
  return (
    <>
      <Columns>
        <Field name="rating" label="queue.rating" hint="queue.rating_hint">
          <Select options={options} />
        </Field>
        <ChoiceField name="rating_flow" label="queue.rating_flow" hint="queue.rating_flow_hint" options={flows} none={null} placeholder="queue.rating_house" />
      </Columns>
      <SwitchField name="rating_link" label="queue.rating_link" hint="queue.rating_link_hint" />
    </>
  )
}

/** Who is offered first (T3, T4), and how far ahead he is when that cannot be. */
function FirstChoices() {
  const groups = useSkillGroups()
  return (
    <>
      <Columns>
        <ChoiceField name="vip_group" label="queue.vip_group" hint="queue.vip_group_hint" options={groups} none={null} placeholder="queue.nobody_first" />
        <Field name="vip_priority" label="queue.vip_priority" hint="queue.priority_hint">
          <InputNumber min={0} max={100} precision={0} style={{ width: 140 }} />
        </Field>
      </Columns>
      <SwitchField name="returning" label="queue.returning" hint="queue.returning_hint" />
      <Field name="returning_priority" label="queue.returning_priority" hint="queue.priority_hint">
        <InputNumber min={0} max={100} precision={0} style={{ width: 140 }} />
      </Field>
    </>
  )
}

function Groups() {
  const t = useText()
  const options = useSkillGroups()
  return (
    <Form.List name="groups">
      {(fields, { add, remove }) => (
        <Form.Item label={t('queue.groups')} extra={t('queue.groups_hint')}>
          <Flex vertical gap={8}>
            {fields.length === 0 && <Alert type="warning" showIcon title={t('queue.unserved_hint')} data-testid="unserved" />}
            {fields.map((field) => (
              <Flex key={field.key} gap={8} align="center">
                <Form.Item name={[field.name, 'skill_group']} rules={[{ required: true, message: t('form.needed') }]} style={{ flex: 1, marginBottom: 0 }}>
                  <OnlyChoice options={options} placeholder={t('queue.group')} />
                </Form.Item>
                <span>{t('queue.after')}</span>
                <Form.Item name={[field.name, 'after_ms']} noStyle>
                  <Seconds />
                </Form.Item>
                <Button icon={<DeleteOutlined />} aria-label={t('action.remove')} onClick={() => remove(field.name)} />
              </Flex>
            ))}
            <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ after_ms: 0 })}>
              {t('queue.add_group')}
            </Button>
          </Flex>
        </Form.Item>
      )}
    </Form.List>
  )
}
