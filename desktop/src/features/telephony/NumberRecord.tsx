/** An access number to read: where its calls go, what happens to its callers on the way, and when it is open. */
import { phone } from '@/shared/formats'
import { Flex } from 'antd'
import { useCallsBy } from '@/live/standing'
import { type Shape, api, call } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { type Fact, Facts } from '@/shared/ui/Facts'
import { NextOpening } from '@/shared/ui/NextOpening'
import type { RecordOf } from '@/shared/ui/RecordPane'
import { Word } from '@/shared/ui/Word'
import { type Week, sameDays, writeDay } from '@/shared/week'
import { CallersWay } from './CallersWay'
import { usePrompts } from './choices'
import { useDays } from './days'

type Access = Shape<'AccessNumberOut'>

/** What callers hear, in words. */
export function PromptName({ name }: { name: string }) {
  const prompts = usePrompts()
  return <>{prompts.find((one) => one.value === name)?.label ?? '–'}</>
}

export function useNumberRecord(): RecordOf<Access> {
  const t = useText()
  const named = useNamed()
  return {
    one: (id) => call(api.GET('/api/access-numbers/{id}', { params: { path: { id } } })),
    title: (row) => phone(row.number),
    facts: (row) => [
      { key: 'service_line', label: t('call.service_line'), value: named(row.service_line) },
      { key: 'queue', label: t('call.queue'), value: named(row.queue) },
      { key: 'trunk', label: t('number.trunk'), value: named(row.trunk) },
      { key: 'now', label: t('number.calls_now'), value: <CallsNow number={row.number} /> },
      { key: 'language', label: t('number.language'), value: <Word group="language" value={row.language} /> },
      { key: 'unit', label: t('field.org_unit'), value: named(row.org_unit) },
    ],
    parts: (row, edit) => [
      { key: 'way', label: t('policy.title'), children: <CallersWay number={row} edit={edit} /> },
      { key: 'hours', label: t('number.hours'), children: <Hours week={row.weekly_hours} /> },
    ],
  }
}

function CallsNow({ number }: { number: string }) {
  return <>{useCallsBy(number)}</>
}

function Hours({ week }: { week: Week | null }) {
  const t = useText()
  const days = useDays()
  if (!week) return <p>{t('hours.always')}</p>
  const facts: Fact[] = sameDays(week).map(({ from, to, spans }) => ({ key: `${from}`, label: days(from, to), value: writeDay(spans) || t('week.closed') }))
  return (
    <Flex vertical gap={8}>
      <Facts facts={facts} />
      <NextOpening week={week} />
    </Flex>
  )
}
