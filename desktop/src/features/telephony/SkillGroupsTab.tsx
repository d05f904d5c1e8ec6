import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex, Form, InputNumber } from 'antd'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { Catalog } from '@/shared/ui/Catalog'
import { Consequence } from '@/shared/ui/Consequence'
import { NameFields, UnitField } from '@/shared/ui/Fields'
import { Named } from '@/shared/ui/Named'
import { PersonSelect } from '@/shared/ui/PersonSelect'

type Group = Shape<'SkillGroupOut'>
type Values = Shape<'SkillGroupForm'>

const load = listOf('/api/skill-groups')
const params = (id: string) => ({ path: { id } })

export function SkillGroupsTab() {
  const named = useNamed()
  const t = useText()
  return (
    <Catalog<Group, Values>
      name="skill-groups"
      load={load}
      columns={[
        { key: 'name', title: 'field.name', sort: 'name', render: (row) => <Named row={row} /> },
        { key: 'count', title: 'group.count', align: 'right', render: (row) => row.members.length },
        { key: 'members', title: 'group.members', render: (row) => row.members.map((one) => `${one.person.name}(${one.level})`).join(' ') || '–' },
        { key: 'unit', title: 'field.org_unit', render: (row) => <Named row={row.org_unit} /> },
      ]}
      add="group.add"
      edit="group.edit"
      empty="group.empty"
      emptyHint="group.empty_hint"
      values={(row) =>
        row
          ? {
              name: row.name,
              name_en: row.name_en,
              org_unit: row.org_unit.id,
              members: row.members.map((one) => ({ person: one.person.id, level: one.level })),
            }
          : { members: [{ level: 1 } as never] }
      }
      fields={() => (
        <>
          <NameFields />
          <UnitField />
          <Members />
        </>
      )}
      create={(body) => call(api.POST('/api/skill-groups', { body }))}
      change={(id, body) => call(api.PATCH('/api/skill-groups/{id}', { params: params(id), body }))}
      called={named}
      consequence={() => <Consequence rule={t('consequence.group')} />}
    />
  )
}

function Members() {
  const t = useText()
  return (
    <Form.List name="members">
      {(fields, { add, remove }) => (
        <Form.Item label={t('group.members')} extra={t('group.level_hint')}>
          <Flex vertical gap={8}>
            {fields.map((field) => (
              <Flex key={field.key} gap={8}>
                <Form.Item name={[field.name, 'person']} rules={[{ required: true, message: t('form.needed') }]} style={{ flex: 1, marginBottom: 0 }}>
                  <PersonSelect width="100%" />
                </Form.Item>
                <Form.Item name={[field.name, 'level']} style={{ marginBottom: 0 }}>
                  <InputNumber min={1} max={10} prefix={t('group.level')} style={{ width: 110 }} />
                </Form.Item>
                <Button icon={<DeleteOutlined />} aria-label={t('action.remove')} onClick={() => remove(field.name)} />
              </Flex>
            ))}
            <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ level: 1 })}>
              {t('group.add_member')}
            </Button>
          </Flex>
        </Form.Item>
      )}
    </Form.List>
  )
}
