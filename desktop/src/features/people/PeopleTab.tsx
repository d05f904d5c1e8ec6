/** People: who they are, where they belong, what they are allowed to do, their passwords. */
import { Button, Flex, Form, Input, Select, Tag } from 'antd'
import { useState } from 'react'
import { useAgentNow } from '@/live/standing'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { FormDrawer } from '@/shared/ui/FormDrawer'
import { Catalog } from '@/shared/ui/Catalog'
import { Consequence } from '@/shared/ui/Consequence'
import { ChoiceField, Field, TextField, UnitField } from '@/shared/ui/Fields'
import { Named } from '@/shared/ui/Named'
import { useTableFilter } from '@/shared/ui/PageTable'
import { PersonsSessions } from './PersonsSessions'
import { RoleRows } from './RoleRows'
import { useRoles } from './roles'

type Person = Shape<'PersonOut'>
type Values = Shape<'NewPersonForm'>

const load = listOf('/api/people')
const params = (id: string) => ({ path: { id } })

function Roles({ person }: { person: Person }) {
  const { nameOf } = useRoles()
  const named = useNamed()
  return (
    <Flex gap={4} wrap>
      {person.roles.map((held) => (
        <Tag key={`${held.role} ${held.org_unit.id}`}>{`${nameOf(held.role)} · ${named(held.org_unit)}`}</Tag>
      ))}
    </Flex>
  )
}

export function PeopleTab() {
  const t = useText()
  const [role, setRole] = useTableFilter('role')
  const { options } = useRoles()
  return (
    <Catalog<Person, Values>
      name="people"
      load={load}
      columns={[
        { key: 'number', title: 'person.number', sort: 'number', render: (row) => row.number || '–' },
        { key: 'name', title: 'person.name', sort: 'name', render: (row) => row.name },
        { key: 'username', title: 'session.username', sort: 'username', render: (row) => row.username },
        { key: 'unit', title: 'field.org_unit', render: (row) => <Named row={row.org_unit} /> },
        { key: 'roles', title: 'person.roles', render: (row) => <Roles person={row} /> },
      ]}
      search="person.search"
      exports="people"
      filters={
        <Select
          allowClear
          style={{ width: 140 }}
          placeholder={t('person.role')}
          aria-label={t('person.role')}
          value={role || null}
          onChange={(value) => setRole(value ?? undefined)}
          options={options}
        />
      }
      filterNames={['role']}
      add="person.add"
      edit="person.edit"
      empty="person.empty"
      emptyHint="person.empty_hint"
      width={520}
      values={(row) =>
        row
          ? {
              name: row.name,
              username: row.username,
              number: row.number,
              language: row.language === 'en' ? 'en' : 'zh',
              org_unit: row.org_unit.id,
              roles: row.roles.map((held) => ({ role: held.role, org_unit: held.org_unit.id })),
            }
          : { language: 'zh', roles: [{ role: 'agent' } as never] }
      }
      fields={(row) => <PersonFields isNew={row === null} />}
      create={(body) => call(api.POST('/api/people', { body }))}
      change={(id, values) => call(api.PATCH('/api/people/{id}', { params: params(id), body: values as Shape<'PersonForm'> }))}
      called={(row) => row.name}
      consequence={(row) => <PersonConsequence person={row} />}
      rowActs={(row) => (
        <Flex gap={4}>
          <PersonsSessions person={row} />
          <SetPassword person={row} />
        </Flex>
      )}
    />
  )
}

function PersonConsequence({ person }: { person: Person }) {
  const t = useText()
  const now = useAgentNow(person.id)
  const { name } = person
  return <Consequence rule={t('consequence.person', { name })} now={now === 'away' ? null : t(`consequence.person.${now}`, { name })} />
}

function PersonFields({ isNew }: { isNew: boolean }) {
  const t = useText()
  return (
    <>
      <TextField name="name" label="person.name" needed />
      <TextField name="username" label="session.username" needed max={64} />
      {isNew && (
        <Field name="password" label="session.password" hint="session.password_rule" needed>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Field>
      )}
      <TextField name="number" label="person.number" hint="person.number_hint" max={16} />
      <UnitField />
      <RoleRows />
      <ChoiceField
        name="language"
        label="person.language"
        options={[
          { value: 'zh', label: t('language.zh') },
          { value: 'en', label: t('language.en') },
        ]}
      />
    </>
  )
}

function SetPassword({ person }: { person: Person }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('person.password')}
      </Button>
      <FormDrawer<Shape<'PasswordForm'>>
        title={t('person.password_for', { name: person.name })}
        open={open}
        onClose={() => setOpen(false)}
        send={async (body) => {
          await call(api.POST('/api/people/{id}/password', { params: params(person.id), body }))
        }}
      >
        <Form.Item name="password" label={t('session.new_password')} extra={t('person.password_hint')} rules={[{ required: true, message: t('form.needed') }]}>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
