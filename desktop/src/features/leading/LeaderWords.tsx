/** What leaders tell an agent, until he has seen it, and who of them he hears on his call. */
import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'
import { useAgentLine } from '@/live/agent'
import { line } from '@/live/line'
import { useTellFailure } from '@/shared/failure'
import { isText, useText } from '@/shared/text'

export function LeaderWords() {
  const t = useText()
  const tell = useTellFailure()
  const mine = useAgentLine()
  const [out, setOut] = useState<{ by: string; why: string } | null>(null)
  useEffect(() => line.onTold((what, _, said) => what === 'signed_out_by_leader' && setOut(said)), [])
  const agent = mine?.desk.agent
  const heard = (mine?.desk.call?.leaders ?? []).filter((one) => one.agent === agent?.id || one.way === 'barge').filter((one) => one.person !== agent?.id)
  const said = (kind: string, by: string, text: string) => {
    const key = `lead.word.${kind}`
    return [isText(key) ? t(key, { name: by }) : by, text].filter(Boolean).join(t('lead.colon'))
  }
  return (
    <>
      {out && <Alert banner type="warning" closable={{ onClose: () => setOut(null) }} title={said('signed_out', out.by, out.why)} data-testid="leader-word" />}
      {heard.map((one) => (
        <Alert key={one.person} banner type="info" title={t(one.way === 'barge' ? 'lead.on_call.barge' : 'lead.on_call.whisper', { name: one.name })} data-testid="leader-on-call" data-way={one.way} />
      ))}
      {(agent?.words ?? []).map((word) => (
        <Alert
          key={word.id}
          banner
          type={word.kind === 'text' ? 'info' : 'warning'}
          title={said(word.kind, word.by, word.text)}
          data-testid="leader-word"
          data-kind={word.kind}
          action={
            <Button size="small" disabled={mine?.place !== 'here'} onClick={() => void mine?.ask('words_seen', { ids: [word.id] }).catch(tell)}>
              {t('floor.seen')}
            </Button>
          }
        />
      ))}
    </>
  )
}
