/** The receipt of a hand-over, for paper: who gave what to whom, and two lines to sign on. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Skeleton } from 'antd'
import { useEffect, useRef } from 'react'
import { Link, useParams } from 'react-router'
import { api, call } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { moment } from '@/shared/formats'
import { useZone } from '@/shared/session'
import { useText } from '@/shared/text'
import { publishTheme } from '@/shared/theme'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { type HandOver, isWritten, loadOne, monthOf, sized } from './handOvers'
import styles from '@/shared/looks/receipt.module.css'

export function Receipt() {
  const t = useText()
  const { id = '' } = useParams()
  const { data, error, refetch } = useQuery({ queryKey: ['hand-overs', 'one', id], queryFn: () => loadOne(id) })
  const page = useRef<HTMLElement>(null)
  useEffect(() => {
    if (page.current) publishTheme(page.current, 'light') // paper is white
  }, [])
  return (
    <main ref={page} className={styles.page}>
      <nav className={styles.acts}>
        <Link to={`/company?tab=handover&open=${id}`}>{t('receipt.back')}</Link>
        <Button type="primary" disabled={!data || !isWritten(data)} onClick={() => window.print()}>
          {t('receipt.print')}
        </Button>
      </nav>
      {data ? <Paper row={data} /> : error ? <ErrorNote error={error} retry={() => void refetch()} /> : <Skeleton active />}
    </main>
  )
}

function Paper({ row }: { row: HandOver }) {
  const t = useText()
  const named = useNamed()
  const zone = useZone()
  const { data: company } = useQuery({ queryKey: ['company'], queryFn: () => call(api.GET('/api/company')) })
  if (!isWritten(row)) return <Alert type="warning" showIcon title={t('receipt.not_done')} />
  const range = [row.queue ? t('receipt.of_queue', { queue: named(row.queue) }) : t('receipt.all'), row.rest_only ? t('receipt.rest') : ''].filter(Boolean).join(' · ')
  const lines: [string, string][] = [
    [t('receipt.number'), row.folder],
    [t('receipt.company'), company?.name ?? ''],
    [t('handover.month'), monthOf(row)],
    [t('receipt.range'), range],
    [t('handover.medium'), row.medium],
    [t('handover.folder'), row.folder],
    [t('handover.recordings'), String(row.recordings)],
    [t('handover.size'), `${sized(row.bytes)} (${row.bytes.toLocaleString('en')} B)`],
    [t('handover.lacking'), String(row.lacking)],
    [t('handover.sha256'), row.manifest_sha256],
    [t('handover.asked'), `${row.asked_by.name} ${row.asked_by.number}`],
    [t('handover.finished_at'), moment(row.finished_at, zone)],
    ...(row.received_at ? ([[t('handover.received_by'), `${row.received_by} · ${moment(row.received_at, zone)}`]] as [string, string][]) : []),
  ]
  return (
    <article data-testid="receipt">
      <h1>{t('receipt.title')}</h1>
      <dl className={styles.lines}>
        {lines.map(([name, value], at) => (
          // two of them may read the same
          <div key={`${at} ${name}`}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.check}>{t('receipt.check', { folder: row.folder })}</p>
      <div className={styles.signatures}>
        {([t('receipt.handed'), t('receipt.received')] as const).map((who) => (
          <section key={who}>
            <div className={styles.line} />
            <div>{who}</div>
            <div className={styles.line} />
            <div>{t('receipt.date')}</div>
          </section>
        ))}
      </div>
    </article>
  )
}
