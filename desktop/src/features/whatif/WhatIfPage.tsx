/** Supposed days: what is supposed on the left, what came of it on the right, earlier runs beneath it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex, Segmented, Skeleton, Typography } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { api, call } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { useSending } from '@/shared/ui/ApiForm'
import { Page, Panel } from '@/shared/ui/Page'
import { RunView } from './RunView'
import { Runs } from './Runs'
import { Supposition } from './Supposition'
import { type Values, simplified } from './series'
import styles from './WhatIf.module.css'

type Days = 'workdays' | 'weekends'

export function WhatIfPage() {
  const t = useText()
  const [search, setSearch] = useSearchParams()
  const [days, setDays] = useState<Days>('workdays')
  const [from, setFrom] = useState<{ values: Values; turn: number } | null>(null)
  const { data: begins } = useQuery({
    queryKey: ['what-if', 'begins', days],
    queryFn: () => call(api.GET('/api/what-if/begins', { params: { query: { days } } })),
    staleTime: Infinity,
  })
  const show = (run: string, beside = '') => setSearch({ run, ...(beside ? { beside } : {}) }, { replace: true })
  const take = (values: Values) => setFrom((before) => ({ values, turn: (before?.turn ?? 0) + 1 }))
  const agents = begins?.plan.teams.reduce((sum, team) => sum + team.agents, 0) ?? 0
  const first: Values | undefined = begins && {
    name: t('whatif.first_name', { kind: t(`whatif.${days}`), n: agents }),
    plan: begins.plan,
    days: 10,
    team: 0,
    beside: Math.min(3, Math.max(1, Math.floor((begins.plan.teams[0]?.agents ?? 1) / 2))),
  }
  return (
    <Page title={t('whatif.title')}>
      <div className={styles.page}>
        <div className={styles.left}>
          <Panel title={t('whatif.supposed')} extra={<Segmented<Days> size="small" aria-label={t('whatif.day_kind')} value={days} onChange={(kind) => { setDays(kind); setFrom(null) }} options={[{ value: 'workdays', label: t('whatif.workdays') }, { value: 'weekends', label: t('whatif.weekends') }]} />}>
            {begins && first ? (
              <>
                <Flex vertical gap={8} className={styles.begins ?? ''}>
                  {begins.days === 0 ? <Alert type="info" showIcon title={t('whatif.example')} /> : <Typography.Text type="secondary">{t('whatif.begins', { n: begins.days })}</Typography.Text>}
                  {from && <Button size="small" onClick={() => setFrom(null)}>{t('whatif.begin_again')}</Button>}
                </Flex>
                <Supposed key={`${days} ${from?.turn ?? 0}`} initial={from?.values ?? first} onStarted={show} />
              </>
            ) : (
              <Skeleton active />
            )}
          </Panel>
        </div>
        <div className={styles.right}>
          <RunView run={search.get('run') ?? ''} beside={search.get('beside') ?? ''} onBeside={(beside) => show(search.get('run') ?? '', beside)} onTake={take} onSimplify={(values) => take(simplified(values))} />
          <Runs open={search.get('run') ?? ''} onOpen={show} />
        </div>
      </div>
    </Page>
  )
}

function Supposed({ initial, onStarted }: { initial: Values; onStarted: (run: string) => void }) {
  const cache = useQueryClient()
  const sending = useSending<Values>(
    async (values) => {
      const started = await call(api.POST('/api/what-ifs', { body: values }))
      await cache.invalidateQueries({ queryKey: ['what-ifs'] })
      onStarted(started.id)
    },
    { done: '' },
  )
  return <Supposition sending={sending} initial={initial} />
}
