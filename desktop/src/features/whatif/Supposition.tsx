/** What a leader supposes: who calls, who answers, and what stands beside it. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Flex, Form, Input, InputNumber, Select, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '@/shared/text'
import { ApiForm, type Sending } from '@/shared/ui/ApiForm'
import { Inset } from '@/shared/ui/Inset'
import type { TextKey } from '@/texts'
import { Arrivals } from './Arrivals'
import { type Values, clock, slots } from './series'
import styles from './WhatIf.module.css'

type Queue = Values['plan']['queues'][number]
type Team = Values['plan']['teams'][number]
type Serving = Team['serves'][number]

const strategies = ['longest_idle', 'fewest_calls', 'level_first', 'round_robin', 'ring_all'] as const
const seconds: readonly { name: 'talk_s' | 'patience_s' | 'wrap_up_s' | 'timeout_s'; label: TextKey; hint: TextKey }[] = [
  { name: 'talk_s', label: 'whatif.talk', hint: 'whatif.talk_hint' },
  { name: 'wrap_up_s', label: 'whatif.wrap_up', hint: 'whatif.wrap_up_hint' },
  { name: 'patience_s', label: 'whatif.patience', hint: 'whatif.patience_hint' },
  { name: 'timeout_s', label: 'whatif.timeout', hint: 'whatif.timeout_hint' },
]
const limits = { queues: 12, teams: 40 }

function Small({ label, hint, name, children }: { label: TextKey; hint?: TextKey; name: (string | number)[]; children: ReactNode }) {
  const t = useText()
  return (
    <Form.Item name={name} label={t(label)} className={styles.small ?? ''} {...(hint ? { tooltip: t(hint) } : {})} >
      {children}
    </Form.Item>
  )
}

export function Supposition({ sending, initial }: { sending: Sending<Values>; initial: Values }) {
  const t = useText()
  return (
    <ApiForm<Values> sending={sending} initial={initial} submitText={t('whatif.play')}>
      <Small label="whatif.name" name={['name']}>
        <Input maxLength={100} autoComplete="off" />
      </Small>
      <Form.List name={['plan', 'queues']}>
        {(rows, { add, remove }) => (
          <section className={styles.group}>
            <GroupHead text="whatif.arrivals" add={rows.length < limits.queues ? () => add(anotherQueue(t('whatif.queue_n', { n: rows.length + 1 }))) : null} adding="whatif.add_queue" />
            {rows.map((row) => (
              <QueueFields key={row.key} at={row.name} onRemove={rows.length > 1 ? () => remove(row.name) : null} />
            ))}
          </section>
        )}
      </Form.List>
      <Form.List name={['plan', 'teams']}>
        {(rows, { add, remove }) => (
          <section className={styles.group}>
            <GroupHead text="whatif.agents" add={rows.length < limits.teams ? () => add(anotherTeam(t('whatif.team_n', { n: rows.length + 1 }))) : null} adding="whatif.add_team" />
            {rows.map((row) => (
              <TeamFields key={row.key} at={row.name} onRemove={rows.length > 1 ? () => remove(row.name) : null} />
            ))}
          </section>
        )}
      </Form.List>
      <Beside />
    </ApiForm>
  )
}

function anotherQueue(name: string): Queue {
  return { name, per_hour: Array.from({ length: slots }, (_, slot) => (slot >= 18 && slot < 36 ? 30 : 0)), talk_s: 180, patience_s: 60, wrap_up_s: 0, timeout_s: 0, strategy: 'longest_idle' }
}

function anotherTeam(name: string): Team {
  return { name, agents: 3, level: 1, comes: 18, goes: 36, serves: [{ queue: 0, after_s: 0 }] }
}

function GroupHead({ text, add, adding }: { text: TextKey; add: (() => void) | null; adding: TextKey }) {
  const t = useText()
  return (
    <header className={styles.groupHead}>
      <Typography.Text strong>{t(text)}</Typography.Text>
      {add && (
        <Button size="small" type="text" icon={<PlusOutlined />} onClick={add}>
          {t(adding)}
        </Button>
      )}
    </header>
  )
}

function Remove({ onRemove, label }: { onRemove: (() => void) | null; label: string }) {
  return onRemove && <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={label} onClick={onRemove} />
}

function QueueFields({ at, onRemove }: { at: number; onRemove: (() => void) | null }) {
  const t = useText()
  return (
    <Inset>
      <Flex gap={8} align="start">
        <Form.Item name={[at, 'name']} className={styles.named ?? ''}>
          <Input maxLength={100} aria-label={t('call.queue')} />
        </Form.Item>
        <Remove onRemove={onRemove} label={t('whatif.remove_queue')} />
      </Flex>
      <Small label="whatif.calls" hint="whatif.calls_hint" name={[at, 'per_hour']}>
        <Arrivals />
      </Small>
      <div className={styles.fields}>
        {seconds.map(({ name, label, hint }) => (
          <Small key={name} label={label} hint={hint} name={[at, name]}>
            <InputNumber min={name === 'talk_s' ? 1 : 0} max={7_200} suffix={t('field.seconds')} />
          </Small>
        ))}
        <Small label="whatif.strategy" name={[at, 'strategy']}>
          <Select options={strategies.map((value) => ({ value, label: t(`queue.strategy.${value}`) }))} popupMatchSelectWidth={false} />
        </Small>
      </div>
    </Inset>
  )
}

const clocks = Array.from({ length: slots + 1 }, (_, slot) => ({ value: slot, label: clock(slot) }))

function TeamFields({ at, onRemove }: { at: number; onRemove: (() => void) | null }) {
  const t = useText()
  return (
    <Inset>
      <Flex gap={8} align="start">
        <Form.Item name={[at, 'name']} className={styles.named ?? ''}>
          <Input maxLength={100} aria-label={t('whatif.team')} />
        </Form.Item>
        <Remove onRemove={onRemove} label={t('whatif.remove_team')} />
      </Flex>
      <div className={styles.four}>
        <Small label="whatif.how_many" name={[at, 'agents']}>
          <InputNumber min={0} max={1_000} precision={0} />
        </Small>
        <Small label="whatif.level" hint="whatif.level_hint" name={[at, 'level']}>
          <InputNumber min={1} max={9} precision={0} />
        </Small>
        <Small label="whatif.from" name={[at, 'comes']}>
          <Select options={clocks.slice(0, -1)} />
        </Small>
        <Small label="whatif.until" name={[at, 'goes']}>
          <Select options={clocks.slice(1)} />
        </Small>
      </div>
      <Small label="whatif.serves" hint="whatif.serves_hint" name={[at, 'serves']}>
        <Serves />
      </Small>
    </Inset>
  )
}

/** Which queues a team takes calls of, and after how long a wait. */
function Serves({ id, value = [], onChange }: { id?: string; value?: Serving[]; onChange?: (serves: Serving[]) => void }) {
  const t = useText()
  const queues = Form.useWatch(['plan', 'queues']) as Queue[] | undefined
  return (
    <Flex vertical gap={4} {...(id ? { id } : {})}>
      {(queues ?? []).map((queue, number) => {
        const found = value.find((one) => one.queue === number)
        return (
          // a queue has no other name than its place
          // oxlint-disable-next-line react/no-array-index-key
          <Flex key={number} gap={8} align="center">
            <Checkbox checked={found !== undefined} onChange={({ target }) => onChange?.(target.checked ? [...value, { queue: number, after_s: 0 }] : value.filter((one) => one.queue !== number))}>
              {queue?.name}
            </Checkbox>
            {found && (
              <InputNumber
                size="small"
                min={0}
                max={7_200}
                value={found.after_s ?? 0}
                prefix={t('whatif.after')}
                suffix={t('field.seconds')}
                aria-label={t('whatif.after_label', { queue: queue?.name ?? '' })}
                style={{ width: 120 }}
                onChange={(after) => onChange?.(value.map((one) => (one.queue === number ? { ...one, after_s: after ?? 0 } : one)))}
              />
            )}
          </Flex>
        )
      })}
    </Flex>
  )
}

function Beside() {
  const t = useText()
  const teams = Form.useWatch(['plan', 'teams']) as Team[] | undefined
  return (
    <section className={styles.group}>
      <GroupHead text="whatif.beside" add={null} adding="whatif.beside" />
      <div className={styles.fields}>
        <Small label="whatif.fewer_and_more" hint="whatif.beside_hint" name={['beside']}>
          <InputNumber min={0} max={100} precision={0} prefix="±" />
        </Small>
        <Small label="whatif.in_team" name={['team']}>
          <Select options={(teams ?? []).map((team, value) => ({ value, label: team?.name }))} popupMatchSelectWidth={false} />
        </Small>
        <Small label="whatif.days" hint="whatif.days_hint" name={['days']}>
          <InputNumber min={1} max={100} precision={0} />
        </Small>
        <Small label="whatif.ring" hint="whatif.ring_hint" name={['plan', 'ring_s']}>
          <InputNumber min={0} max={60} suffix={t('field.seconds')} />
        </Small>
        <Small label="whatif.seed" hint="whatif.seed_hint" name={['plan', 'seed']}>
          <InputNumber min={1} max={1_000_000} precision={0} />
        </Small>
      </div>
    </section>
  )
}
