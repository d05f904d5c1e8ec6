/** One customer: who he is and what to do next, his numbers, what is owed to him, and what was before. */
import { EditOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Descriptions, Flex, Skeleton, Typography } from 'antd'
import { Link } from 'react-router'
import { useDial } from '@/live/dial'
import { type Shape, api, call } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useTellFailure } from '@/shared/failure'
import { usePick, useText } from '@/shared/text'
import { CallLine } from '@/shared/ui/CallLine'
import { ChangedLast } from '@/shared/ui/ChangedLast'
import { EmptyState } from '@/shared/ui/EmptyState'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Recent } from '@/shared/ui/Figures'
import { Marks } from '@/shared/ui/Marks'
import { SidePanel } from '@/shared/ui/SidePanel'
import { Word } from '@/shared/ui/Word'
import { UnmaskableNumber } from './Unmask'

type Customer = Shape<'CustomerOut'>
type History = Shape<'HistoryOut'>

interface Props {
  id: string | null
  onClose: () => void
  onEdit?: (customer: Customer) => void
}

export function CustomerRecord({ id, onClose, onEdit }: Props) {
  const t = useText()
  const params = { path: { id: id ?? '' } }
  const { data, error, refetch } = useQuery({
    queryKey: ['customers', 'one', id],
    queryFn: () => call(api.GET('/api/customers/{id}', { params })),
    enabled: id !== null,
  })
  const { data: history } = useQuery({
    queryKey: ['customers', 'history', id],
    queryFn: () => call(api.GET('/api/customers/{id}/history', { params })),
    enabled: id !== null,
    refetchInterval: 15_000,
  })
  return (
    <SidePanel open={id !== null} onClose={onClose} size={460} title={data ? <Head customer={data} onEdit={onEdit} /> : t('customers.one')} mask={false} beside>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data ? <Body customer={data} history={history} /> : !error && <Skeleton active />}
    </SidePanel>
  )
}

function Head({ customer, onEdit }: { customer: Customer; onEdit: Props['onEdit'] }) {
  const t = useText()
  return (
    <Flex align="center" justify="space-between" gap={8}>
      <Typography.Text ellipsis strong style={{ fontSize: 20 }}>
        {customer.name || t('customers.nameless')}
      </Typography.Text>
      {onEdit && (
        <Button size="small" icon={<EditOutlined />} onClick={() => onEdit(customer)} data-act="edit">
          {t('action.edit')}
        </Button>
      )}
    </Flex>
  )
}

function Body({ customer, history }: { customer: Customer; history: History | undefined }) {
  const t = useText()
  const named = useNamed()
  const known = [
    { key: 'company', label: t('customer.company'), children: customer.company },
    { key: 'gender', label: t('customer.gender'), children: customer.gender && <Word group="gender" value={customer.gender} /> },
    { key: 'owner', label: t('customer.owner'), children: customer.owner?.name },
    { key: 'unit', label: t('field.org_unit'), children: named(customer.org_unit) },
    { key: 'address', label: t('customer.address'), children: customer.address, span: 2 },
    { key: 'remark', label: t('customer.remark'), children: customer.remark, span: 2 },
  ].filter((one) => one.children)
  const marks = [...customer.marks, ...(history?.marks ?? [])]
  return (
    <Flex vertical gap={16}>
      <Marks marks={marks} />
      <Numbers customer={customer} />
      {(history?.callbacks.length ?? 0) > 0 && <Owed owed={history?.callbacks ?? []} />}
      <Descriptions size="small" column={2} items={known} />
      <section>
        <Flex justify="space-between" align="baseline">
          <h3>{t('who.earlier')}</h3>
          {history && history.total > history.calls.length && <Link to={`/calls?customer=${customer.id}`}>{t('customers.all_calls', { n: history.total })}</Link>}
        </Flex>
        {history ? <Past history={history} /> : <Skeleton active />}
      </section>
      <ChangedLast change={customer.changed} whole />
    </Flex>
  )
}

function Numbers({ customer }: { customer: Customer }) {
  const t = useText()
  const pick = usePick()
  const tell = useTellFailure()
  const { may, can, dialCustomer } = useDial()
  return (
    <Flex vertical gap={6}>
      {customer.numbers.map((one, at) => (
        <Flex key={one.id} gap={12} align="center">
          <span style={{ fontSize: 16 }}>
            <UnmaskableNumber number={one} />
          </span>
          <Typography.Text type="secondary" style={{ flex: 1 }}>
            {[one.label, pick(one.region)].filter(Boolean).join(' · ')}
          </Typography.Text>
          {may && (
            <Button size="small" type={at === 0 ? 'primary' : 'default'} disabled={!can} onClick={() => void dialCustomer(one.id).catch(tell)} data-act="dial-customer">
              {t('phone.dial')}
            </Button>
          )}
        </Flex>
      ))}
    </Flex>
  )
}

function Owed({ owed }: { owed: Shape<'CallbackOut'>[] }) {
  const t = useText()
  return (
    <Flex vertical>
      {owed.map((one) => (
        <Typography.Text key={one.id} type="warning">
          {t('customers.owed')} <Recent at={one.last_at} /> <Word group="callback.why" value={one.reason} />
          {one.claimed_by && ` · ${t('callback.claimed_by')} ${one.claimed_by.name}`}
        </Typography.Text>
      ))}
    </Flex>
  )
}

function Past({ history }: { history: History }) {
  const t = useText()
  if (history.calls.length === 0) return <EmptyState compact title={t('customers.no_calls')} hint={t('customers.no_calls_hint')} />
  return history.calls.map((one) => <CallLine key={one.id} call={one} to={`/calls?open=${one.id}`} />)
}
