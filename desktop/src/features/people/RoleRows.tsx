/** What somebody is, and at which unit (and below it). */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex, Form, Select } from 'antd'
import { useText } from '@/shared/text'
import { UnitSelect } from '@/shared/ui/UnitSelect'
import { useRoles } from './roles'

export function RoleRows() {
  const t = useText()
  const { options: roles } = useRoles()
  const needed = [{ required: true, message: t('form.needed') }]
  return (
    <Form.List name="roles">
      {(fields, { add, remove }) => (
        <Form.Item label={t('person.roles')} extra={t('person.roles_hint')}>
          <Flex vertical gap={8}>
            {fields.map((field) => (
              <Flex key={field.key} gap={8}>
                <Form.Item name={[field.name, 'role']} rules={needed} style={{ width: 200, marginBottom: 0 }}>
                  <Select options={roles} placeholder={t('person.role')} />
                </Form.Item>
                <Form.Item name={[field.name, 'org_unit']} rules={needed} style={{ flex: 1, marginBottom: 0 }}>
                  <UnitSelect placeholder={t('field.org_unit')} />
                </Form.Item>
                <Button icon={<DeleteOutlined />} aria-label={t('action.remove')} onClick={() => remove(field.name)} />
              </Flex>
            ))}
            <Button type="dashed" icon={<PlusOutlined />} onClick={() => add()}>
              {t('person.add_role')}
            </Button>
          </Flex>
        </Form.Item>
      )}
    </Form.List>
  )
}
