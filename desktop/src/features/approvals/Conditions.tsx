/** Conditions on a subject, all of which must hold: fact, comparison, value. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex, Form, InputNumber, Select } from 'antd'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import type { TextKey } from '@/texts'
import { useSubjects } from './subjects'

type Place = (string | number)[]

export function Conditions({ name, list = name, label }: {
  /** Within the form's list it stands in; `list` is its whole place. */
  name: Place
  list?: Place
  label: TextKey
}) {
  const t = useText()
  const named = useNamed()
  const { data } = useSubjects()
  const kind = Form.useWatch<string | undefined>('kind')
  const facts = data?.subjects.find((one) => one.kind === kind)?.facts ?? []
  const needed = [{ required: true, message: t('form.needed') }]
  return (
    <Form.List name={name}>
      {(rows, { add, remove }) => (
        <Form.Item label={t(label)} extra={rows.length === 0 ? t('chain.always') : null}>
          <Flex vertical gap={8}>
            {rows.map((row) => (
              <Flex key={row.key} gap={8}>
                <Form.Item name={[row.name, 'fact']} rules={needed} style={{ width: 150, marginBottom: 0 }}>
                  <Select aria-label={t('chain.fact')} options={facts.map((one) => ({ value: one.code, label: named(one) }))} />
                </Form.Item>
                <Form.Item name={[row.name, 'test']} rules={needed} style={{ width: 130, marginBottom: 0 }}>
                  <Select aria-label={t('chain.test')} options={(data?.tests ?? []).map((one) => ({ value: one.code, label: named(one) }))} />
                </Form.Item>
                <Value at={row.name} whole={[...list, row.name, 'fact']} />
                <Button icon={<DeleteOutlined />} aria-label={t('action.remove')} onClick={() => remove(row.name)} />
              </Flex>
            ))}
            <div>
              <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => add({ fact: facts[0]?.code, test: facts[0]?.choices.length ? 'eq' : 'lt' })}>
                {t('chain.add_condition')}
              </Button>
            </div>
          </Flex>
        </Form.Item>
      )}
    </Form.List>
  )
}

function Value({ at, whole }: { at: number; whole: Place }) {
  const t = useText()
  const named = useNamed()
  const { data } = useSubjects()
  const kind = Form.useWatch<string | undefined>('kind')
  const chosen = Form.useWatch<string | undefined>(whole)
  const fact = data?.subjects.find((one) => one.kind === kind)?.facts.find((one) => one.code === chosen)
  const choices = (fact?.choices ?? []).map((one) => ({ value: one.code, label: named(one) }))
  return (
    <Form.Item name={[at, 'value']} rules={[{ required: true, message: t('form.needed') }]} style={{ flex: 1, marginBottom: 0 }}>
      {choices.length > 0 ? <Select aria-label={t('chain.value')} options={choices} /> : <InputNumber aria-label={t('chain.value')} min={0} precision={0} style={{ width: '100%' }} />}
    </Form.Item>
  )
}
