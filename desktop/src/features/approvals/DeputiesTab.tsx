/** Who stands in for me and for whom I do: set up before a holiday, ended by either. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, DatePicker, Form, Select, Skeleton, Table } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { serverNow } from '@/shared/clock'
import { useTellFailure } from '@/shared/failure'
import { dayOf, startOfDay } from '@/shared/formats'
import { useSay } from '@/shared/said'
import { usePerson, useZone } from '@/shared/session'
import { useText } from '@/shared/text'
import { AddButton } from '@/shared/ui/AddButton'
import { EmptyState } from '@/shared/ui/EmptyState'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Field, TextField } from '@/shared/ui/Fields'
import { Moment } from '@/shared/ui/Figures'
import { FormDrawer } from '@/shared/ui/FormDrawer'
import { Panel } from '@/shared/ui/Page'

type Deputy = Shape<'DeputyOut'>
interface Values {
  deputy: string
  days: [Dayjs, Dayjs]
  remark: string
}

export function DeputiesTab() {
  const t = useText()
  const me = usePerson()?.id
  const zone = useZone()
  const say = useSay()
  const tell = useTellFailure()
  const cache = useQueryClient()
  const [adding, setAdding] = useState(false)
  const { data, error, refetch } = useQuery({ queryKey: ['deputies'], queryFn: () => call(api.GET('/api/deputies', { params: { query: { size: 500 } } })).then((page) => page.items) })
  const fresh = () => cache.invalidateQueries({ queryKey: ['deputies'] })
  const send = async ({ deputy, days, remark }: Values) => {
    const since = startOfDay(days[0].format('YYYY-MM-DD'), zone)
    const until = startOfDay(days[1].add(1, 'day').format('YYYY-MM-DD'), zone)
    await call(api.POST('/api/deputies', { body: { deputy, since, until, remark: remark ?? '' } }))
    await fresh()
  }
  const end = async (row: Deputy) => {
    try {
      await call(api.DELETE('/api/deputies/{id}', { params: { path: { id: row.id } } }))
      say(t('deputy.ended'))
    } catch (failure) {
      tell(failure)
    } finally {
      void fresh()
    }
  }
  const today = dayjs(dayOf(serverNow(), zone))
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active />
  return (
    <Panel title={t('deputy.title')} extra={<AddButton text="deputy.add" onAdd={() => setAdding(true)} idle={!adding} />}>
      <Table<Deputy>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={data}
        locale={{ emptyText: <EmptyState compact title={t('deputy.empty')} hint={t('deputy.empty_hint')} /> }}
        columns={[
          { key: 'person', title: t('deputy.person'), render: (_, row) => (row.person === me ? t('deputy.me') : row.person_name) },
          { key: 'deputy', title: t('deputy.deputy'), render: (_, row) => (row.deputy === me ? t('deputy.me') : row.deputy_name) },
          { key: 'since', title: t('deputy.since'), render: (_, row) => <Moment at={row.since} /> },
          { key: 'until', title: t('deputy.until'), render: (_, row) => <Moment at={row.until} /> },
          { key: 'remark', title: t('deputy.remark'), render: (_, row) => row.remark || '–' },
          {
            key: 'acts',
            title: t('table.acts'),
            render: (_, row) => (
              <Button size="small" onClick={() => void end(row)}>
                {t('deputy.end')}
              </Button>
            ),
          },
        ]}
      />
      <FormDrawer<Values> title={t('deputy.add')} open={adding} onClose={() => setAdding(false)} send={send} initial={{ days: [today, today] }}>
        <Field name="deputy" label="deputy.deputy" needed>
          <Colleague />
        </Field>
        <Form.Item name="days" label={t('deputy.days')} rules={[{ required: true, message: t('form.needed') }]}>
          <DatePicker.RangePicker minDate={today} style={{ width: '100%' }} />
        </Form.Item>
        <TextField name="remark" label="deputy.remark" max={200} />
      </FormDrawer>
    </Panel>
  )
}

/** Somebody of the house, found as one types. */
function Colleague({ id, value, onChange }: { id?: string; value?: string; onChange?: (value: string) => void }) {
  const [typed, setTyped] = useState('')
  const { data } = useQuery({
    queryKey: ['colleagues', typed],
    queryFn: () => call(api.GET('/api/colleagues', { params: { query: { q: typed } } })),
    placeholderData: (before) => before,
  })
  return (
    <Select
      {...(id ? { id } : {})}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value ?? null}
      onChange={(next) => next && onChange?.(next)}
      options={(data ?? []).map((one) => ({ value: one.id, label: `${one.name} ${one.number}`.trim() }))}
    />
  )
}
