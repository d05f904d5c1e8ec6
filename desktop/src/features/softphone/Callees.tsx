/** The colleagues who fit what was typed into the dial field, with their state; a press or Enter calls one. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useColleagues } from '@/live/line'
import { api, call } from '@/shared/api/client'
import { moveInRows } from '@/shared/keys'
import looks from '@/shared/looks/callees.module.css'
import { agentLook, canBeReached } from '@/shared/states'
import { useText } from '@/shared/text'
import { type Callee, canBeCalled, calleesOf } from './callees'
import { nothingKnown } from './targets'

interface Props {
  me: string
  typed: string
  outside: boolean
  /** Who is called by Enter. */
  onFirst: (callee: Callee | null) => void
  choose: (callee: Callee) => void
  testid: string
}

export function Callees({ me, typed, outside, onFirst, choose, testid }: Props) {
  const t = useText()
  const { agents } = useColleagues()
  const { data: known } = useQuery({ queryKey: ['pass-on'], queryFn: () => call(api.GET('/api/pass-on')), staleTime: 60_000 })
  const rows = useMemo(() => calleesOf(agents, me, typed, outside, known ?? nothingKnown), [agents, me, typed, outside, known])
  useEffect(() => {
    onFirst(rows[0] ?? null)
  }, [rows, onFirst])
  if (rows.length === 0) return <div className={looks.hint}>{typed.trim() ? t('intercom.nobody') : t('phone.dial_hint')}</div>
  return (
    <>
      <div className={looks.rows} data-testid={testid}>
        {rows.map((row) => (
          <button key={row.key} type="button" className={looks.row} data-target={row.key} onClick={() => choose(row)} onKeyDown={(event) => moveInRows(event.nativeEvent, event.currentTarget)}>
            <Who callee={row} />
          </button>
        ))}
      </div>
      <div className={looks.hint}>{t('intercom.keys')}</div>
    </>
  )
}

function Who({ callee }: { callee: Callee }) {
  const t = useText()
  if ('number' in callee) return <span className={looks.name}>{t('pass.outside', { number: callee.number })}</span>
  const { colleague } = callee
  const look = agentLook(colleague.agent?.state ?? 'signed_out', colleague.agent === null || canBeReached(colleague.agent))
  return (
    <>
      <span className={looks.name}>{colleague.name}</span>
      <span className={looks.number}>{[colleague.number, colleague.seat].filter(Boolean).join(' · ')}</span>
      <span className={looks.state} data-hue={canBeCalled(colleague) ? look.hue : 'grey'}>
        {t(look.text)}
      </span>
    </>
  )
}
