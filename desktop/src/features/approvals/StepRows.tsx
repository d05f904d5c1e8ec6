/** The steps of a chain, each with who decides it, where it lies, and how long it may take. */
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Flex, Form, Input, InputNumber, Select } from 'antd'
import { useText } from '@/shared/text'
import { Columns } from '@/shared/ui/Fields'
import { Panel } from '@/shared/ui/Page'
import { UnitSelect } from '@/shared/ui/UnitSelect'
import { Conditions } from './Conditions'

const places = ['requester', 'unit', 'company'] as const

export function StepRows({ roles }: { roles: { value: string; label: string }[] }) {
  const t = useText()
  const needed = [{ required: true, message: t('form.needed') }]
  return (
    <Form.List name="steps">
      {(rows, { add, remove, move }) => (
        <Form.Item label={t('chain.steps')} extra={t('chain.steps_hint')}>
          <Flex vertical gap={12}>
            {rows.map((row, at) => (
              <Panel
                key={row.key}
                title={t('chain.step', { number: at + 1 })}
                extra={
                  <Flex gap={4}>
                    <Button size="small" type="text" icon={<ArrowUpOutlined />} aria-label={t('chain.up')} disabled={at === 0} onClick={() => move(at, at - 1)} />
                    <Button size="small" type="text" icon={<ArrowDownOutlined />} aria-label={t('chain.down')} disabled={at === rows.length - 1} onClick={() => move(at, at + 1)} />
                    <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('action.remove')} onClick={() => remove(row.name)} />
                  </Flex>
                }
              >
                <Form.Item name={[row.name, 'key']} hidden>
                  <Input />
                </Form.Item>
                <Columns>
                  <Form.Item name={[row.name, 'name']} label={t('field.name')} rules={needed}>
                    <Input maxLength={100} />
                  </Form.Item>
                  <Form.Item name={[row.name, 'name_en']} label={t('field.name_en')}>
                    <Input maxLength={100} />
                  </Form.Item>
                  <Form.Item name={[row.name, 'stage']} label={t('chain.stage')} extra={t('chain.stage_hint')} rules={needed}>
                    <InputNumber min={1} max={20} precision={0} />
                  </Form.Item>
                  <Form.Item name={[row.name, 'role']} label={t('chain.role')} rules={needed}>
                    <Select showSearch={{ optionFilterProp: 'label' }} options={roles} />
                  </Form.Item>
                  <Form.Item name={[row.name, 'lies']} label={t('chain.lies')} rules={needed}>
                    <Select options={places.map((value) => ({ value, label: t(`chain.lies.${value}`) }))} />
                  </Form.Item>
                  <Unit at={row.name} />
                  <Form.Item name={[row.name, 'remind_hours']} label={t('chain.remind_hours')} extra={t('chain.zero_never')}>
                    <InputNumber min={0} max={1440} precision={0} />
                  </Form.Item>
                  <Form.Item name={[row.name, 'escalate_hours']} label={t('chain.escalate_hours')} extra={t('chain.zero_never')}>
                    <InputNumber min={0} max={1440} precision={0} />
                  </Form.Item>
                  <Form.Item name={[row.name, 'escalate_to']} label={t('chain.escalate_to')}>
                    <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={roles} placeholder={t('chain.same_role')} />
                  </Form.Item>
                </Columns>
                <Form.Item name={[row.name, 'remark']} valuePropName="checked">
                  <Checkbox>{t('chain.remark')}</Checkbox>
                </Form.Item>
                <Conditions name={[row.name, 'when']} list={['steps', row.name, 'when']} label="chain.only_when" />
              </Panel>
            ))}
            <div>
              <Button
                type="dashed"
                icon={<PlusOutlined />}
                onClick={() => add({ key: '', stage: rows.length + 1, lies: 'requester', when: [], remark: false, remind_hours: 24, escalate_hours: 72 })}
              >
                {t('chain.add_step')}
              </Button>
            </div>
          </Flex>
        </Form.Item>
      )}
    </Form.List>
  )
}

function Unit({ at }: { at: number }) {
  const t = useText()
  const lies = Form.useWatch<string | undefined>(['steps', at, 'lies'])
  if (lies !== 'unit') return null
  return (
    <Form.Item name={[at, 'unit']} label={t('field.org_unit')} rules={[{ required: true, message: t('form.needed') }]}>
      <UnitSelect />
    </Form.Item>
  )
}
