/** One call: its phases as a picture, who took part, what was said about it, and its recordings. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Descriptions, Flex, Skeleton, Table, Typography } from 'antd'
import { type Shape, api, call } from '@/shared/api/client'
import { DispositionName, useNamed } from '@/shared/dispositions'
import { serverNow } from '@/shared/clock'
import { duration, near } from '@/shared/formats'
import { usePerson, useZone } from '@/shared/session'
import { outcomeLook } from '@/shared/states'
import { isText, usePick, useText } from '@/shared/text'
import { DirectionMark } from '@/shared/ui/DirectionMark'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Duration, Moment, PhoneNumber } from '@/shared/ui/Figures'
import { NotRecorded } from '@/shared/ui/NotRecorded'
import { PhaseBar } from '@/shared/ui/PhaseBar'
import { Rating } from '@/shared/ui/Rating'
import { SidePanel } from '@/shared/ui/SidePanel'
import { StateMark } from '@/shared/ui/StateMark'
import { Word } from '@/shared/ui/Word'
import { CallWay } from './CallWay'
import { GiveResult } from './GiveResult'
import { Keeping } from './Keeping'
import { RecordingPlayer } from '@/shared/ui/RecordingPlayer'
import type { Span } from '@/shared/ui/silence'

type Detail = Shape<'CallDetail'>

export function CallDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const t = useText()
  const { data, error, refetch } = useQuery({
    queryKey: ['call', id],
    queryFn: () => call(api.GET('/api/calls/{call}', { params: { path: { call: id ?? '' } } })),
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data && settled(query.state.data) ? false : 3_000),
  })
  return (
    <SidePanel
      open={id !== null}
      onClose={onClose}
      size={520}
      title={data ? <Heading detail={data} /> : t('calls.one')}
      mask={false}
      beside
    >
      {data ? <Body detail={data} /> : error ? <ErrorNote error={error} retry={() => void refetch()} /> : <Skeleton active />}
    </SidePanel>
  )
}

/** Nothing about it changes by itself any more. */
function settled(detail: Detail): boolean {
  return detail.outcome !== '' && detail.recordings.every((one) => !['recording', 'recorded'].includes(one.state))
}

function Heading({ detail }: { detail: Detail }) {
  const t = useText()
  const pick = usePick()
  return (
    <Flex gap={12} align="center" style={{ whiteSpace: 'nowrap' }}>
      {detail.customer && <span>{detail.customer}</span>}
      {detail.colleague ? <span>{`${detail.person?.name ?? ''} → ${detail.colleague.name}`}</span> : <PhoneNumber number={detail.number || t('call.withheld')} />}
      <Typography.Text type="secondary" ellipsis style={{ flex: 1, minWidth: 0 }}>
        {pick(detail.region)}
      </Typography.Text>
      <StateMark look={outcomeLook(detail.outcome)} />
    </Flex>
  )
}

/** Why a leg ended, in the words of the trade; a rare cause says no more than that it is one. */
function Cause({ code }: { code: number }) {
  const t = useText()
  const key = `cause.${code}`
  return <>{t(isText(key) ? key : 'cause.other')}</>
}

function Result({ detail }: { detail: Detail }) {
  const me = usePerson()?.id
  if (detail.disposition) return <DispositionName code={detail.disposition} />
  return detail.ended_at && detail.segments.some((one) => one.person.id === me) ? <GiveResult id={detail.id} /> : <>–</>
}

/** The system called by itself: since when he was owed the call, and why. */
function CalledBack({ why }: { why: NonNullable<Detail['called_back']> }) {
  const t = useText()
  const zone = useZone()
  const key = `callback.why.${why.reason}`
  const reason = t(isText(key) ? key : 'callback.reason')
  return (
    <Alert
      type="info"
      showIcon
      data-testid="called-back"
      title={t('called_back.label')}
      description={t('called_back.why', { at: near(why.owed_at, zone, serverNow()), reason, waited: duration(why.waited_ms), n: why.number })}
    />
  )
}

/** Where the recording was paused, in seconds; a pause that nobody ended lasts to the end. */
function gapsOf(segment: Detail['segments'][number]): Span[] {
  const whole = segment.talk_ms + segment.hold_ms
  return segment.gaps.map((gap) => ({ from: gap.from_ms / 1000, to: (gap.to_ms ?? whole) / 1000 }))
}

function Body({ detail }: { detail: Detail }) {
  const t = useText()
  const named = useNamed()
  return (
    <Flex vertical gap={20}>
      <Descriptions
        size="small"
        column={2}
        items={[
          { key: 'direction', label: t('call.direction'), children: <DirectionMark direction={detail.direction} /> },
          { key: 'started', label: t('call.started_at'), children: <Moment at={detail.started_at} /> },
          { key: 'line', label: t('call.service_line'), children: named(detail.service_line) || '–' },
          { key: 'ended', label: t('call.ended_at'), children: <Moment at={detail.ended_at} /> },
          { key: 'queue', label: t('call.queue'), children: named(detail.queue) || '–' },
          { key: 'by', label: t('call.ended_by'), children: <Word group="party" value={detail.ended_by} /> },
          { key: 'person', label: t('call.person'), children: detail.person ? `${detail.person.name} ${detail.person.number}` : '–' },
          detail.colleague
            ? { key: 'colleague', label: t('direction.internal'), children: `${detail.colleague.name} ${detail.colleague.number}` }
            : { key: 'result', label: t('call.disposition'), children: <Result detail={detail} /> },
        ]}
      />
      {detail.called_back && <CalledBack why={detail.called_back} />}
      <section>
        <h3>{t('calls.phases')}</h3>
        <PhaseBar phases={detail.phases} />
      </section>
      <section>
        <h3>{t('calls.way')}</h3>
        <CallWay way={detail.way} />
      </section>
      {detail.segments.map((segment) => {
        const recording = detail.recordings.find((one) => one.segment === segment.id)
        return (
          <section key={segment.id}>
            <Flex justify="space-between" align="baseline">
              <h3>{t('calls.conversation', { name: segment.person.name })}</h3>
              <Typography.Text type="secondary">
                {t('call.talk')} <Duration ms={segment.talk_ms} /> · {t('call.hold')} <Duration ms={segment.hold_ms} /> ·{' '}
                {t('call.wrap_up')} <Duration ms={segment.wrap_up_ms} />
              </Typography.Text>
            </Flex>
            <Rating ratings={detail.ratings.filter((one) => one.segment === segment.id)} />
            {recording ? <RecordingPlayer id={recording.id} state={recording.state} gaps={gapsOf(segment)} /> : <NotRecorded why={segment.unrecorded} />}
            {recording && recording.state !== 'erased' && <Keeping recording={recording.id} />}
          </section>
        )
      })}
      {detail.direction === 'internal' && detail.recordings.map((one) => <RecordingPlayer key={one.id} id={one.id} state={one.state} gaps={[]} />)}
      {detail.notes.length > 0 && (
        <section>
          <h3>{t('note.title')}</h3>
          {detail.notes.map((note) => (
            <div key={note.person.id}>
              <Typography.Text type="secondary">
                {note.person.name} <Moment at={note.changed_at} />
              </Typography.Text>
              <Typography.Paragraph style={{ whiteSpace: 'pre-wrap' }}>{note.text}</Typography.Paragraph>
            </div>
          ))}
        </section>
      )}
      <section>
        <h3>{t('calls.legs')}</h3>
        <Table
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={detail.legs}
          columns={[
            { key: 'kind', title: t('leg.party'), render: (_, leg) => leg.person?.name ?? <Word group="leg" value={leg.kind} /> },
            { key: 'started', title: t('call.started_at'), render: (_, leg) => <Moment at={leg.started_at} detail="second" /> },
            { key: 'answered', title: t('call.answered_at'), render: (_, leg) => <Moment at={leg.answered_at} detail="second" /> },
            { key: 'ended', title: t('call.ended_at'), render: (_, leg) => <Moment at={leg.ended_at} detail="second" /> },
            { key: 'cause', title: t('leg.cause'), render: (_, leg) => (leg.cause === null ? '–' : <Cause code={leg.cause} />) },
          ]}
        />
      </section>
    </Flex>
  )
}
