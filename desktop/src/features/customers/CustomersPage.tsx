/** Customers: who they are, their numbers, and calling them. */
import { phone } from '@/shared/formats'
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex, Form, Input } from 'antd'
import { useDial } from '@/live/dial'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { Catalog } from '@/shared/ui/Catalog'
import { CustomerFields, type CustomerValues, profileOf } from '@/shared/ui/CustomerFields'
import { Consequence } from '@/shared/ui/Consequence'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Page } from '@/shared/ui/Page'
import { PageTable } from '@/shared/ui/PageTable'
import { Split } from '@/shared/ui/SidePanel'
import { useOpenRow } from '@/shared/ui/useOpenRow'
import { CustomerRecord } from './CustomerRecord'
import { columns } from './columns'

type Customer = Shape<'CustomerOut'>
type Values = CustomerValues & { numbers: { id?: string; number?: string; label: string }[] }

const load = listOf('/api/customers')
const params = (id: string) => ({ path: { id } })

export function CustomersPage() {
  const t = useText()
  const may = useMay()
  const [open, show] = useOpenRow()
  return (
    <Page title={t('customers.title')}>
      {may('customers.edit') ? (
        <Catalog<Customer, Values>
          name="customers"
          load={load}
          columns={columns}
          search="customers.search"
          exports="customers"
          add="customers.add"
          edit="customers.edit"
          empty="customers.empty"
          emptyHint="customers.empty_hint"
          width={560}
          values={(row) =>
            row
              ? { ...profileOf(row), numbers: row.numbers.map(({ id, number, label }) => ({ id, number, label })) }
              : { gender: '', marks: [], numbers: [{ number: '', label: '' }] }
          }
          fields={() => (
            <>
              <CustomerFields />
              <Numbers />
            </>
          )}
          create={(values) => call(api.POST('/api/customers', { body: { ...values, numbers: values.numbers.map(sent) } }))}
          change={(id, values) =>
            call(
              api.PATCH('/api/customers/{id}', {
                params: params(id),
                body: { ...values, numbers: (values.numbers ?? []).map(sent) },
              }),
            )
          }
          called={(row) => row.name || phone(row.numbers[0]?.number ?? '') || '–'}
          consequence={() => <Consequence rule={t('consequence.customer')} />}
          rowActs={(row) => <DialCustomer customer={row} />}
          record={(edit) => <CustomerRecord id={open} onClose={() => show(null)} onEdit={edit} />}
        />
      ) : (
        <Split>
        <PageTable
          name="customers"
          load={load}
          columns={columns}
          search="customers.search"
          exports="customers"
          openRow={open}
          onRow={(row) => show(row.id)}
          empty={<EmptyState title={t('customers.empty')} hint={t('customers.empty_hint')} />}
        />
        <CustomerRecord id={open} onClose={() => show(null)} />
        </Split>
      )}
    </Page>
  )
}

/** A number that is kept goes by its id (it may be masked here); a new one by what was typed. */
function sent({ id, number, label }: { id?: string; number?: string; label?: string }) {
  return id ? { id, number: '', label: label ?? '' } : { number: number ?? '', label: label ?? '' }
}

function Numbers() {
  const t = useText()
  return (
    <Form.List name="numbers">
      {(fields, { add, remove }) => (
        <Form.Item label={t('customer.numbers')}>
          <Flex vertical gap={8}>
            {fields.map((field) => (
              <Flex key={field.key} gap={8}>
                <Form.Item noStyle shouldUpdate>
                  {({ getFieldValue }) => (
                    <Form.Item name={[field.name, 'number']} style={{ flex: 1, marginBottom: 0 }}>
                      <Input
                        maxLength={32}
                        autoComplete="off"
                        disabled={Boolean(getFieldValue(['numbers', field.name, 'id']))}
                        aria-label={t('call.number')}
                      />
                    </Form.Item>
                  )}
                </Form.Item>
                <Form.Item name={[field.name, 'label']} style={{ width: 140, marginBottom: 0 }}>
                  <Input maxLength={32} placeholder={t('customer.number_label')} />
                </Form.Item>
                <Button icon={<DeleteOutlined />} aria-label={t('action.remove')} onClick={() => remove(field.name)} />
              </Flex>
            ))}
            <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ number: '', label: '' })}>
              {t('customer.add_number')}
            </Button>
          </Flex>
        </Form.Item>
      )}
    </Form.List>
  )
}

function DialCustomer({ customer }: { customer: Customer }) {
  const t = useText()
  const { may, can, dialCustomer } = useDial()
  const tell = useTellFailure()
  const number = customer.numbers[0]
  if (!may || !number) return null
  return (
    <Button size="small" disabled={!can} onClick={() => void dialCustomer(number.id).catch(tell)} data-act="dial-customer">
      {t('phone.dial')}
    </Button>
  )
}
