/** The callbacks as work: one is next, large, with its call button and what can come of it; the others beneath. */
import { PhoneFilled } from '@ant-design/icons'
import { Button, Typography } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { type Owed, useOwed } from '@/live/owed'
import { results } from '@/live/taken'
import { usePerson } from '@/shared/session'
import { usePick, useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Duration, PhoneNumber, Recent } from '@/shared/ui/Figures'
import { Named } from '@/shared/ui/Named'
import { NextUp } from '@/shared/ui/NextUp'
import { Panel } from '@/shared/ui/Page'
import { Row } from '@/shared/ui/Row'
import { Word } from '@/shared/ui/Word'
import styles from './Workbench.module.css'

/** What this person can work on: his own first, those of others not at all. */
export function workable(tasks: readonly Owed[], me: string): Owed[] {
  const mine = (task: Owed) => task.claimed_by?.id === me
  return [...tasks.filter(mine), ...tasks.filter((task) => !task.claimed_by)]
}

/** `owed`: undefined while nobody knows yet; nothing is said of it then. */
export function CallsDue({ owed }: { owed: { items: readonly Owed[]; total: number } | undefined }) {
  const t = useText()
  const me = usePerson()?.id ?? ''
  const [chosen, setChosen] = useState('')
  const list = workable(owed?.items ?? [], me)
  const next = list.find((task) => task.id === chosen) ?? list[0]
  const rest = list.filter((task) => task !== next)
  return (
    <Panel
      fill
      title={next ? t('day.next') : t('day.callbacks')}
      extra={
        <Link to="/callbacks" data-testid="owed-total">
          {owed && t('day.due', { n: owed.total })}
        </Link>
      }
    >
      {owed && !next && <EmptyState compact title={t('day.nothing_owed')} hint={t('day.nothing_owed_hint')} />}
      {next && <Next key={next.id} task={next} {...(rest[0] ? { onSkip: () => setChosen(rest[0]?.id ?? '') } : {})} />}
      {rest.length > 0 && <Typography.Title level={5} className={styles.then ?? ''}>{t('day.then')}</Typography.Title>}
      <div className={styles.rows}>
        {rest.map((task) => (
          <Row
            key={task.id}
            onPick={() => setChosen(task.id)}
            lead={<Recent at={task.last_at} />}
            main={<>{task.customer || <PhoneNumber number={task.number} />}</>}
            note={<><Named row={task.service_line} /> · <Word group="callback.why" value={task.reason} /></>}
            end={<Duration ms={task.waited_ms} />}
          />
        ))}
      </div>
    </Panel>
  )
}

function Next({ task, onSkip }: { task: Owed; onSkip?: () => void }) {
  const t = useText()
  const pick = usePick()
  const { busy, mine, may, can, dial, close, release } = useOwed(task)
  const number = <PhoneNumber number={task.number} />
  return (
    <NextUp
      testid="next-callback"
      title={task.customer || number}
      beside={task.customer && number}
      lines={[
        <>
          {[pick(task.region), ''].filter(Boolean).join('')} {pick(task.region) && '·'} <Named row={task.service_line} /> · <Word group="callback.why" value={task.reason} />
        </>,
        <>
          {t('callback.last_at')} <Recent at={task.last_at} /> · {t('callback.times', { n: task.calls })} · {t('callback.waited')} <Duration ms={task.waited_ms} />
        </>,
      ]}
      acts={
        <>
          <Button type="primary" size="large" icon={<PhoneFilled />} loading={busy} disabled={!may || !can} onClick={() => void dial()} data-act="dial-callback">
            {t(mine ? 'day.dial_again' : 'phone.dial')}
          </Button>
          {results.map((result) => (
            <Button key={result} disabled={busy || (!mine && result !== 'not_needed')} onClick={() => void close(result)} data-act={`close-${result}`}>
              {t(`callback.result.${result}`)}
            </Button>
          ))}
          {!can && <Typography.Text type="secondary">{t('day.sign_in_first')}</Typography.Text>}
        </>
      }
      aside={
        mine ? (
          <Button type="text" onClick={() => void release()}>
            {t('callback.release')}
          </Button>
        ) : (
          onSkip && (
            <Button type="text" onClick={onSkip}>
              {t('day.skip')}
            </Button>
          )
        )
      }
    />
  )
}
