/** What an agent sees when his customer is back from a flow: variables, each with what people call it. */
import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Space } from 'antd'
import type { AnyNode } from '@/shared/flow'
import { useText } from '@/shared/text'
import { VariableInput } from './SayField'

type Shown = Extract<AnyNode, { kind: 'agent' }>['shows'][number]

const most = 10

export function ShowsField({ value = [], onChange }: { value?: Shown[]; onChange?: (shows: Shown[]) => void }) {
  const t = useText()
  const put = (at: number, one: Partial<Shown>) => onChange?.(value.map((old, index) => (index === at ? { ...old, ...one } : old)))
  return (
    <Space orientation="vertical" style={{ width: '100%' }}>
      {value.map((one, at) => (
        // What is shown has no name of its own but its place.
        // oxlint-disable-next-line react/no-array-index-key
        <Space.Compact key={at} style={{ width: '100%' }}>
          <VariableInput value={one.variable} onChange={(variable) => put(at, { variable })} />
          <Input
            value={one.label}
            maxLength={100}
            autoComplete="off"
            placeholder={t('ivr.shows_label')}
            aria-label={t('ivr.shows_label')}
            onChange={(event) => put(at, { label: event.target.value })}
          />
          <Button icon={<CloseOutlined />} aria-label={t('ivr.shows_remove')} onClick={() => onChange?.(value.filter((_, index) => index !== at))} />
        </Space.Compact>
      ))}
      <Button size="small" icon={<PlusOutlined />} disabled={value.length >= most} onClick={() => onChange?.([...value, { variable: '', label: '' }])}>
        {t('ivr.shows_add')}
      </Button>
    </Space>
  )
}
