/** The settings of each kind of node: one row per kind, made of the fields that several have. */
import { Form, Input, InputNumber, Select, Segmented, Typography } from 'antd'
import type { ReactNode } from 'react'
import type { AnyNode, Key, NodeKind } from '@/shared/flow'
import { usePick, useText } from '@/shared/text'
import { Columns, Seconds, SwitchField } from '@/shared/ui/Fields'
import { WeekHours } from '@/shared/ui/WeekHours'
import type { TextKey } from '@/texts'
import { useQueues, useSources } from './choices'
import { SayField, VariableInput } from './SayField'
import { ShowsField } from './ShowsField'

type Name = string | (string | number)[]

const keys: Key[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#']

/** A field of the node; what is wrong with it is said by the panel. */
function Setting({ name, label, hint, children }: { name: Name; label: TextKey; hint?: TextKey; children: ReactNode }) {
  const t = useText()
  return (
    <Form.Item name={name as string[]} label={t(label)} extra={hint && t(hint)}>
      {children}
    </Form.Item>
  )
}

const Say = ({ name = 'say' }: { name?: 'say' | 'invalid_say' | 'no_input_say' }) => (
  <Setting name={name} label={`ivr.${name}`}>
    <SayField />
  </Setting>
)

const Count = ({ name, max }: { name: 'max_invalid' | 'max_no_input' | 'min_digits' | 'max_digits'; max: number }) => (
  <Setting name={name} label={`ivr.${name}`}>
    <InputNumber min={1} max={max} precision={0} style={{ width: '100%' }} />
  </Setting>
)

/** What nodes that wait for keys have. */
function Asked({ children }: { children: ReactNode }) {
  return (
    <>
      <Say />
      {children}
      <SwitchField name="interruptible" label="ivr.interruptible" />
      <Setting name="wait_ms" label="ivr.wait_ms">
        <Seconds min={1} max={60} />
      </Setting>
      <Say name="invalid_say" />
      <Say name="no_input_say" />
      <Columns>
        <Count name="max_invalid" max={9} />
        <Count name="max_no_input" max={9} />
      </Columns>
    </>
  )
}

function Queue() {
  const t = useText()
  const queues = useQueues()
  return (
    <Setting name="queue_id" label="ivr.queue_id">
      <Select showSearch={{ optionFilterProp: 'label' }} options={[{ value: '', label: t('ivr.own_queue') }, ...queues]} />
    </Setting>
  )
}

function Keys() {
  return (
    <Setting name="keys" label="ivr.keys" hint="ivr.keys_hint">
      <Select mode="multiple" options={keys.map((key) => ({ value: key, label: key }))} />
    </Setting>
  )
}

const Variable = () => (
  <Setting name="variable" label="ivr.variable" hint="ivr.variable_hint">
    <Input maxLength={32} autoComplete="off" />
  </Setting>
)

function Collect() {
  const t = useText()
  return (
    <Asked>
      <Variable />
      <Columns>
        <Count name="min_digits" max={32} />
        <Count name="max_digits" max={32} />
      </Columns>
      <Columns>
        <Setting name="end_key" label="ivr.end_key">
          <Segmented
            options={[
              { value: '#', label: '#' },
              { value: '*', label: '*' },
              { value: '', label: t('ivr.end_key_none') },
            ]}
          />
        </Setting>
        <Setting name="gap_ms" label="ivr.gap_ms">
          <Seconds min={1} max={30} />
        </Setting>
      </Columns>
      <SwitchField name="secret" label="ivr.secret" hint="ivr.secret_hint" />
    </Asked>
  )
}

const questions = {
  time: { on: 'time', weekly: [[], [], [], [], [], [], []], holidays: true },
  caller: { on: 'caller', what: 'vip', prefixes: [] },
  data: { on: 'data', variable: '', is: 'equal', value: '' },
} as const

function Condition() {
  const t = useText()
  const form = Form.useFormInstance()
  const on = (Form.useWatch(['question', 'on'], form) ?? 'time') as keyof typeof questions
  const what = Form.useWatch(['question', 'what'], form) as string | undefined
  const is = Form.useWatch(['question', 'is'], form) as string | undefined
  const words = (group: string, names: string[]) => names.map((value) => ({ value, label: t(`ivr.${group}.${value}` as TextKey) }))
  return (
    <>
      <Setting name={['question']} label="ivr.question">
        <QuestionPick />
      </Setting>
      {on === 'time' && (
        <>
          <Form.Item name={['question', 'weekly']}>
            <Week />
          </Form.Item>
          <SwitchField name={['question', 'holidays'] as never} label="ivr.holidays" />
        </>
      )}
      {on === 'caller' && (
        <Form.Item name={['question', 'what']}>
          <Select options={words('what', ['vip', 'returning', 'withheld', 'starts_with'])} />
        </Form.Item>
      )}
      {on === 'caller' && what === 'starts_with' && (
        <Setting name={['question', 'prefixes']} label="ivr.prefixes">
          <Select mode="tags" tokenSeparators={[',', '，', ' ']} open={false} />
        </Setting>
      )}
      {on === 'data' && (
        <>
          <Form.Item name={['question', 'variable']}>
            <VariableInput />
          </Form.Item>
          <Form.Item name={['question', 'is']}>
            <Select options={words('is', ['equal', 'one_of', 'starts_with', 'at_least', 'at_most', 'set'])} />
          </Form.Item>
        </>
      )}
      {on === 'data' && is !== 'set' && (
        <Setting name={['question', 'value']} label="ivr.value">
          <Input maxLength={200} autoComplete="off" />
        </Setting>
      )}
    </>
  )
}

type Question = Extract<AnyNode, { kind: 'condition' }>['question']

function QuestionPick({ value, onChange }: { value?: Question; onChange?: (question: Question) => void }) {
  const t = useText()
  return (
    <Segmented
      value={value?.on ?? 'time'}
      onChange={(on) => onChange?.(structuredClone(questions[on]) as never)}
      options={(['time', 'caller', 'data'] as const).map((on) => ({ value: on, label: t(`ivr.question.${on}`) }))}
    />
  )
}

/** Hours that are half typed stay in the field until they are hours. */
function Week({ value, onChange }: { value?: number[][][]; onChange?: (week: number[][][]) => void }) {
  const week = value?.length === 7 ? value : [[], [], [], [], [], [], []]
  return <WeekHours value={week as never} onChange={(draft) => draft?.every((day) => typeof day !== 'string') && onChange?.(draft as never)} />
}

function LookUp() {
  const pick = usePick()
  const sources = useSources()
  const source = Form.useWatch('source') as string | undefined
  const chosen = sources.find((one) => one.name === source)
  return (
    <>
      <Setting name="source" label="ivr.source">
        <Select options={sources.map((one) => ({ value: one.name, label: pick(one.label) }))} />
      </Setting>
      {(['inputs', 'outputs'] as const).map((side) => (
        <Mapped key={side} side={side} fields={chosen?.[side] ?? []} />
      ))}
      <Setting name="timeout_ms" label="ivr.timeout_ms">
        <Seconds min={1} max={10} />
      </Setting>
    </>
  )
}

function Outside() {
  const t = useText()
  return (
    <>
      <Setting name="number" label="ivr.number" hint="ivr.number_hint">
        <Input maxLength={32} autoComplete="off" inputMode="tel" />
      </Setting>
      <Setting name="ring_ms" label="ivr.ring_ms">
        <Seconds min={5} max={120} />
      </Setting>
      <Setting name="hears" label="ivr.hears">
        <Segmented options={(['music', 'line'] as const).map((value) => ({ value, label: t(`ivr.hears.${value}`) }))} />
      </Setting>
    </>
  )
}

function Mapped({ side, fields }: { side: 'inputs' | 'outputs'; fields: { name: string; label: { zh: string; en: string } }[] }) {
  const t = useText()
  const pick = usePick()
  if (fields.length === 0) return null
  return (
    <>
      <Typography.Text strong>{t(`ivr.${side}`)}</Typography.Text>
      {fields.map((field) => (
        <Form.Item key={field.name} name={[side, field.name]} label={pick(field.label)}>
          <VariableInput />
        </Form.Item>
      ))}
    </>
  )
}

function Scores({ value = {}, onChange }: { value?: Partial<Record<Key, number>>; onChange?: (scores: Partial<Record<Key, number>>) => void }) {
  const put = (key: Key, score: number | null) => {
    const { [key]: _gone, ...rest } = value
    onChange?.(score === null ? (rest as typeof value) : { ...value, [key]: score })
  }
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 8 }}>
      {keys.map((key) => (
        <InputNumber key={key} prefix={key} min={1} max={5} precision={0} value={value[key] ?? null} onChange={(score) => put(key, score)} aria-label={key} style={{ width: '100%' }} />
      ))}
    </div>
  )
}

export const settings: Record<NodeKind, () => ReactNode> = {
  play: () => (
    <>
      <Say />
      <SwitchField name="interruptible" label="ivr.interruptible" />
    </>
  ),
  menu: () => (
    <Asked>
      <Keys />
    </Asked>
  ),
  collect: () => <Collect />,
  condition: () => <Condition />,
  look_up: () => <LookUp />,
  set: () => (
    <>
      <Variable />
      <Setting name="value" label="ivr.value">
        <Input maxLength={200} autoComplete="off" />
      </Setting>
    </>
  ),
  queue: () => <Queue />,
  voicemail: () => <Queue />,
  external: () => <Outside />,
  agent: () => (
    <Setting name="shows" label="ivr.shows" hint="ivr.shows_hint">
      <ShowsField />
    </Setting>
  ),
  rating: () => (
    <Asked>
      <Setting name="scores" label="ivr.scores" hint="ivr.scores_hint">
        <Scores />
      </Setting>
    </Asked>
  ),
  hang_up: () => <Say />,
}
