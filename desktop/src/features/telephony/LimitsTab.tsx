/** From when on the floor asks for a leader: amber, then red. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Form, InputNumber, Skeleton, Typography } from 'antd'
import { useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { limitsKey } from '@/shared/limits'
import { useText } from '@/shared/text'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { ChangedLast } from '@/shared/ui/ChangedLast'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Panel } from '@/shared/ui/Page'
import { StateMark } from '@/shared/ui/StateMark'
import styles from './LimitsTab.module.css'

type Out = Shape<'ThresholdsOut'>
type Limit = Shape<'LimitOut'>
/** What the form holds: seconds or per cent. */
type Values = Record<string, { amber: number | null; red: number | null }>

const second = 1_000

const scale = (limit: Limit) => (limit.unit === 'ms' ? second : 1)
const typed = (value: number | null, limit: Limit) => (value === null ? null : value / scale(limit))

export function valuesOf(limits: readonly Limit[]): Values {
  return Object.fromEntries(limits.map((one) => [one.of, { amber: typed(one.amber, one), red: typed(one.red, one) }]))
}

export function LimitsTab() {
  const { data, error, refetch } = useQuery({ queryKey: limitsKey, queryFn: () => call(api.GET('/api/thresholds')) })
  const [round, setRound] = useState(0)
  const reload = async () => {
    await refetch()
    setRound((one) => one + 1)
  }
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  return data ? <Limits key={round} known={data} onReload={() => void reload()} /> : <Skeleton active />
}

function Limits({ known, onReload }: { known: Out; onReload: () => void }) {
  const t = useText()
  const cache = useQueryClient()
  // What the person has before him: a newer one that arrives meanwhile must not pass for it.
  const [seen, setSeen] = useState(known)
  const sending = useSending<Values>(
    async (values, version) => {
      const limits = seen.limits.map((one) => {
        const { amber, red } = values[one.of] ?? { amber: null, red: null }
        const stored = (value: number | null) => (value === null ? null : value * scale(one))
        return { of: one.of, amber: stored(amber), red: stored(red) }
      })
      const stored = await call(api.PUT('/api/thresholds', { body: { limits, ...(version ? { version } : {}) } }))
      cache.setQueryData(limitsKey, stored)
      setSeen(stored)
      return valuesOf(stored.limits)
    },
    { version: seen.version },
  )
  return (
    <Panel title={t('limits.title')}>
      <Typography.Paragraph type="secondary">{t('limits.hint')}</Typography.Paragraph>
      <ApiForm sending={sending} initial={valuesOf(known.limits)} submitText={t('action.save')} onReload={onReload}>
        <div className={styles.rows}>
          {seen.limits.map((one) => (
            <Form.Item key={one.of} label={t(`limits.${one.of}`)} name={[one.of]} noStyle={false} className={styles.row ?? ''}>
              <Pair limit={one} />
            </Form.Item>
          ))}
        </div>
      </ApiForm>
      <ChangedLast change={seen.changed} whole />
    </Panel>
  )
}

interface PairProps {
  limit: Limit
  value?: { amber: number | null; red: number | null }
  onChange?: (value: { amber: number | null; red: number | null }) => void
}

function Pair({ limit, value = { amber: null, red: null }, onChange }: PairProps) {
  const t = useText()
  const unit = t(limit.unit === 'ms' ? 'limits.seconds' : 'limits.per_cent')
  return (
    <div className={styles.pair}>
      {(['amber', 'red'] as const).map((hue) => (
        <span key={hue}>
          <StateMark look={{ hue, text: `limits.${hue}` }} word={t(`limits.${hue}_${limit.below ? 'below' : 'from'}`)} plain />
          <InputNumber
            aria-label={`${t(`limits.${limit.of}`)} ${t(`limits.${hue}`)}`}
            min={1}
            max={limit.unit === 'ms' ? 86_400 : 100}
            precision={0}
            value={value[hue]}
            onChange={(next) => onChange?.({ ...value, [hue]: next })}
            suffix={unit}
          />
        </span>
      ))}
    </div>
  )
}
