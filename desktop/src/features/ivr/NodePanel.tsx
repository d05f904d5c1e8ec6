/** The settings of the chosen node: what is typed is in the draft at once; what is wrong is said above its field's form. */
import { DeleteOutlined, FlagOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Form, Input, Select, Typography } from 'antd'
import { useEffect } from 'react'
import type { AnyNode, NodeKind } from '@/shared/flow'
import { usePick, useText } from '@/shared/text'
import { type Draft, exitsOf, kinds } from './draft'
import { icons } from './icons'
import styles from './ivr.module.css'
import { settings } from './settings'
import type { Fault } from './useDraft'
import { exitWord, kindText, nodeWord } from './words'

interface Props {
  draft: Draft
  node: AnyNode
  faults: Fault[]
  /** Counts undo, redo and loading: the fields show what the draft says then. */
  edition: number
  onChange: (values: Partial<AnyNode>, setting: string) => void
  onLead: (exit: string, to: string) => void
  onNew: (exit: string, kind: NodeKind) => void
  onStart: () => void
  onRemove: () => void
}

export function NodePanel({ draft, node, faults, edition, onChange, onLead, onNew, onStart, onRemove }: Props) {
  const t = useText()
  const pick = usePick()
  const [form] = Form.useForm<AnyNode>()
  useEffect(() => {
    form.resetFields()
    form.setFieldsValue(node as never)
    // while it is being filled in, the form is ahead of the draft
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [form, node.id, edition])
  const { exits: _exits, id: _id, kind, ...rest } = node
  return (
    <>
      <Flex justify="space-between" align="center" gap={8}>
        <Typography.Text strong ellipsis style={{ fontSize: 16 }}>
          {icons[kind]} {nodeWord(t, node)}
        </Typography.Text>
        <Flex gap={4}>
          <Button type="text" icon={<FlagOutlined />} disabled={draft.flow.start === node.id} onClick={onStart} title={t('ivr.make_start')} aria-label={t('ivr.make_start')} />
          <Button type="text" icon={<DeleteOutlined />} onClick={onRemove} title={t('ivr.remove_node')} aria-label={t('ivr.remove_node')} data-act="remove-node" />
        </Flex>
      </Flex>
      {faults.length > 0 && (
        <Alert type="warning" description={faults.map((fault) => <div key={`${fault.code}${fault.setting}${fault.exit}`}>{pick(fault.message)}</div>)} />
      )}
      <Exits draft={draft} node={node} onLead={onLead} onNew={onNew} />
      <Form
        form={form}
        layout="vertical"
        initialValues={rest}
        onValuesChange={(changed: Partial<AnyNode>) => {
          // a field inside a setting changes the whole of it
          const names = Object.keys(changed) as (keyof AnyNode)[]
          const whole = form.getFieldsValue(true) as AnyNode
          onChange(Object.fromEntries(names.map((name) => [name, merged(node, whole, name)])), names.join())
        }}
        data-testid="settings"
      >
        <Form.Item name="name" label={t('ivr.name')}>
          <Input maxLength={100} placeholder={t(kindText(kind))} autoComplete="off" />
        </Form.Item>
        {settings[kind]()}
      </Form>
    </>
  )
}

/** Inputs and outputs that are left empty are left out. */
function merged(node: AnyNode, whole: AnyNode, name: keyof AnyNode): unknown {
  const value = whole[name] as unknown
  if (node.kind !== 'look_up' || !['inputs', 'outputs'].includes(name)) return value
  return Object.fromEntries(Object.entries(value as Record<string, string | undefined>).filter(([, variable]) => variable))
}

/** Each exit with where it leads: the drawing's lines by keyboard. */
function Exits({ draft, node, onLead, onNew }: Pick<Props, 'draft' | 'node' | 'onLead' | 'onNew'>) {
  const t = useText()
  const exits = exitsOf(node)
  if (exits.length === 0) return null
  const there = draft.flow.nodes.map((one) => ({ value: one.id, label: nodeWord(t, one) }))
  const anew = kinds.map((kind) => ({ value: `+${kind}`, label: t('ivr.new_node', { kind: t(kindText(kind)) }) }))
  const lead = (exit: string, to: string | undefined) => (to?.startsWith('+') ? onNew(exit, to.slice(1) as NodeKind) : onLead(exit, to ?? ''))
  return (
    <section data-testid="exits">
      <Typography.Text strong>{t('ivr.leads_to')}</Typography.Text>
      <div className={styles.exits}>
        {exits.map((exit) => [
          <span key={`${exit} word`}>{exitWord(t, exit)}</span>,
          <Select
            key={exit}
            aria-label={exitWord(t, exit)}
            value={node.exits[exit] || undefined}
            placeholder={t('ivr.nowhere')}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            status={node.exits[exit] ? '' : 'warning'}
            options={[...there, ...anew]}
            onChange={(to: string | undefined) => lead(exit, to)}
          />,
        ])}
      </div>
    </section>
  )
}
