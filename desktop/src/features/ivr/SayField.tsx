/** What is said: prompts and values one after another, each to listen to, to move and to take away. */
import { ArrowUpOutlined, DeleteOutlined, PlusOutlined, SoundOutlined } from '@ant-design/icons'
import { AutoComplete, Button, Flex, Select, Typography } from 'antd'
import type { AnyPart, SpokenAs } from '@/shared/flow'
import { usePick, useText } from '@/shared/text'
import { usePromptChoices } from './choices'
import styles from './ivr.module.css'
import { play } from './listen'
import { useVariables } from './variables'

const ways: SpokenAs[] = ['digits', 'number', 'amount', 'date', 'time', 'prompt']

interface Props {
  value?: AnyPart[]
  onChange?: (parts: AnyPart[]) => void
}

export function SayField({ value = [], onChange }: Props) {
  const t = useText()
  const put = (at: number, part: AnyPart) => onChange?.(value.map((one, n) => (n === at ? part : one)))
  const up = (at: number) => onChange?.(value.map((one, n) => (n === at - 1 ? value[at] : n === at ? value[at - 1] : one) ?? one))
  return (
    <Flex vertical gap={6}>
      {value.map((part, at) => (
        // The place in the row is the part's identity.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className={styles.part}>
          {part.type === 'prompt' ? <PromptPick part={part} onChange={(one) => put(at, one)} /> : <ValuePick part={part} onChange={(one) => put(at, one)} />}
          <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={at === 0} aria-label={t('ivr.say_up')} onClick={() => up(at)} />
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('action.remove')} onClick={() => onChange?.(value.filter((_, n) => n !== at))} />
        </div>
      ))}
      {value.length === 0 && <Typography.Text type="secondary">{t('ivr.say_nothing')}</Typography.Text>}
      <Flex gap={8}>
        <Button size="small" icon={<PlusOutlined />} onClick={() => onChange?.([...value, { type: 'prompt', prompt: '' }])} data-act="say-prompt">
          {t('ivr.say_prompt')}
        </Button>
        <Button size="small" icon={<PlusOutlined />} onClick={() => onChange?.([...value, { type: 'value', variable: '', spoken_as: 'digits' }])} data-act="say-value">
          {t('ivr.say_value')}
        </Button>
      </Flex>
    </Flex>
  )
}

function PromptPick({ part, onChange }: { part: Extract<AnyPart, { type: 'prompt' }>; onChange: (part: AnyPart) => void }) {
  const t = useText()
  const pick = usePick()
  const options = usePromptChoices().map((one) => ({ value: one.name, label: pick(one) }))
  return (
    <>
      <Select
        style={{ flex: 1, minWidth: 0 }}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('ivr.choose_prompt')}
        value={part.prompt || undefined}
        options={options}
        onChange={(prompt) => onChange({ ...part, prompt })}
        aria-label={t('ivr.choose_prompt')}
      />
      <Button type="text" size="small" icon={<SoundOutlined />} disabled={!part.prompt} aria-label={t('ivr.listen')} onClick={() => void play([part.prompt], 'zh')} />
    </>
  )
}

function ValuePick({ part, onChange }: { part: Extract<AnyPart, { type: 'value' }>; onChange: (part: AnyPart) => void }) {
  const t = useText()
  return (
    <>
      <VariableInput value={part.variable} onChange={(variable) => onChange({ ...part, variable })} />
      <Select style={{ width: 120 }} value={part.spoken_as} options={ways.map((way) => ({ value: way, label: t(`ivr.spoken.${way}`) }))} onChange={(spoken_as) => onChange({ ...part, spoken_as })} />
    </>
  )
}

/** A variable of the flow, or a name that something is yet to set. */
export function VariableInput({ value = '', onChange, id }: { value?: string; onChange?: (name: string) => void; id?: string }) {
  const t = useText()
  const options = useVariables().map((name) => ({ value: name }))
  return (
    <AutoComplete
      {...(id ? { id } : {})}
      style={{ flex: 1, minWidth: 0, width: '100%' }}
      value={value}
      options={options}
      placeholder={t('ivr.choose_variable')}
      onChange={(name: string) => onChange?.(name)}
      maxLength={32}
    />
  )
}
