/** Who may dial which class of destination, and how often a day. Each change holds from the next dialling on. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, InputNumber, Skeleton, Space, Switch, Table, Typography } from 'antd'
import { type Shape, api, call } from '@/shared/api/client'
import { failureOf } from '@/shared/failure'
import { usePick, useText } from '@/shared/text'
import { ChangedLast } from '@/shared/ui/ChangedLast'
import { isConflict } from '@/shared/ui/Conflict'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Panel } from '@/shared/ui/Page'
import { destinationsKey, useDestinations } from './destinations'

type Rule = Shape<'RuleOut'>
type Row = { role: string; rules: Rule[] }

export function DestinationsTab() {
  const t = useText()
  const pick = usePick()
  const { data, error, refetch } = useDestinations()
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active />
  const rows = byRole(data.rules)
  const kinds = rows[0]?.rules ?? []
  return (
    <Panel title={t('destination.title')}>
      <Typography.Paragraph type="secondary">{t('destination.hint')}</Typography.Paragraph>
      <Table<Row>
        size="small"
        rowKey="role"
        scroll={{ x: 860 }}
        pagination={false}
        dataSource={rows}
        columns={[
          { title: t('destination.role'), render: (_, row) => row.rules[0] && <span style={{ whiteSpace: 'nowrap' }}>{pick(row.rules[0].role_name)}</span> },
          ...kinds.map((kind, at) => ({
            key: kind.kind,
            title: asHeading(pick(kind.kind_name)),
            render: (_: unknown, row: Row) => row.rules[at] && <RuleCell key={`${row.rules[at].allowed} ${row.rules[at].per_day}`} rule={row.rules[at]} version={data.version} />,
          })),
        ]}
      />
      <ChangedLast change={data.changed} whole />
    </Panel>
  )
}

function RuleCell({ rule, version }: { rule: Rule; version: string }) {
  const t = useText()
  const pick = usePick()
  const cache = useQueryClient()
  const { message } = App.useApp()
  const label = `${pick(rule.role_name)} ${pick(rule.kind_name)}`
  const { mutate, isPending } = useMutation({
    mutationFn: (wanted: { allowed: boolean; per_day: number | null }) =>
      call(
        api.PUT('/api/destinations', {
          body: { rules: [{ role: rule.role, kind: rule.kind, ...wanted } as Shape<'RuleForm'>], version },
        }),
      ),
    onSuccess: (rules) => {
      cache.setQueryData(destinationsKey, rules)
      void message.success(t('form.saved'))
    },
    onError: (error) => {
      void message.error(pick(failureOf(error).sentence))
      if (isConflict(error)) void cache.invalidateQueries({ queryKey: destinationsKey })
    },
  })
  return (
    <Space size={8}>
      <Switch
        size="small"
        checked={rule.allowed}
        loading={isPending}
        aria-label={label}
        onChange={(allowed) => mutate({ allowed, per_day: rule.per_day })}
      />
      {rule.allowed && (
        <InputNumber
          size="small"
          min={1}
          max={10_000}
          precision={0}
          changeOnWheel={false}
          {...(rule.per_day === null ? {} : { defaultValue: rule.per_day })}
          placeholder={t('destination.no_limit')}
          aria-label={`${label} ${t('destination.per_day')}`}
          onBlur={(event) => {
            const typed = Number.parseInt(event.target.value, 10)
            const per_day = Number.isNaN(typed) ? null : typed
            if (per_day !== rule.per_day) mutate({ allowed: true, per_day })
          }}
        />
      )}
    </Space>
  )
}

/** Words from the middle of a sentence, at its beginning. */
function asHeading(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function byRole(rules: Rule[]): Row[] {
  const rows = new Map<string, Row>()
  for (const rule of rules) {
    const row = rows.get(rule.role) ?? { role: rule.role, rules: [] }
    row.rules.push(rule)
    rows.set(rule.role, row)
  }
  return [...rows.values()]
}
