/** A trunk to read: who is at the other end, what customers see, and where the calls to its numbers go. */
import { type Shape, api, call } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { phone } from '@/shared/formats'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Named } from '@/shared/ui/Named'
import type { RecordOf } from '@/shared/ui/RecordPane'
import { Row } from '@/shared/ui/Row'
import { useNodes, useNumbers } from './choices'

type Trunk = Shape<'TrunkOut'>

export function useTrunkRecord(): RecordOf<Trunk> {
  const t = useText()
  const named = useNamed()
  const several = useNodes().length > 1
  return {
    one: (id) => call(api.GET('/api/trunks/{id}', { params: { path: { id } } })),
    title: (row) => named(row),
    facts: (row) => [
      { key: 'host', label: t('trunk.host'), value: row.host ? `${row.host}:${row.port}` : t('trunk.by_hand'), long: true },
      { key: 'match', label: t('trunk.match'), value: row.match.join(', '), long: true },
      { key: 'caller_id', label: t('trunk.caller_id'), value: phone(row.caller_id) },
      { key: 'home_area', label: t('trunk.home_area'), value: row.home_area || t('trunk.company_area') },
      { key: 'owed', label: t('trunk.callback_not_in_service'), value: t(row.callback_not_in_service ? 'attribute.yes' : 'attribute.no') },
      { key: 'domain', label: t('trunk.domain'), value: row.domain },
      { key: 'endpoint', label: t('trunk.endpoint'), value: row.endpoint },
      ...(several ? [{ key: 'node', label: t('field.node'), value: row.node.name }] : []),
      { key: 'unit', label: t('field.org_unit'), value: named(row.org_unit) },
    ],
    parts: (row) => [{ key: 'numbers', label: t('trunk.numbers'), children: <Numbers trunk={row} /> }],
  }
}

/** All that the carrier has given, each with where its calls go. */
function Numbers({ trunk }: { trunk: Trunk }) {
  const t = useText()
  const access = useNumbers().filter((one) => one.trunk?.id === trunk.id)
  const numbers = [...new Set([...trunk.numbers, ...access.map((one) => one.number)])]
  if (numbers.length === 0) return <EmptyState compact title={t('trunk.no_numbers')} hint={t('trunk.numbers_hint')} />
  return numbers.map((number) => {
    const leads = access.find((one) => one.number === number)
    return (
      <Row
        key={number}
        {...(leads ? { to: `/telephony?tab=numbers&open=${leads.id}` } : {})}
        lead={phone(number)}
        main={leads ? <Named row={leads.service_line} /> : number === trunk.caller_id ? t('trunk.caller_id') : t('trunk.unused')}
        note={leads && <Named row={leads.queue} />}
        end={null}
      />
    )
  })
}
