/** What stands in the way, in one sentence with what to do; beneath the bar, so that nothing jumps inside it. */
import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'
import { useText } from '@/shared/text'
import type { TextKey } from '@/texts'
import { useLine } from './acts'
import { useSituation } from './SoftphoneBar'
import type { Trouble } from './situation'

interface Look {
  text: TextKey
  level: 'error' | 'warning' | 'info'
  act?: 'retry' | 'reload'
  /** A blink of the network is not worth a sentence (ms). */
  after?: number
}

const looks: Record<Exclude<Trouble, null>, Look> = {
  outdated: { text: 'trouble.outdated', level: 'warning', act: 'reload' },
  connection_lost: { text: 'trouble.connection_lost', level: 'error', after: 1_500 },
  live_away: { text: 'trouble.live_away', level: 'error', after: 1_000 },
  displaced: { text: 'trouble.displaced', level: 'warning' },
  elsewhere: { text: 'trouble.elsewhere', level: 'info' },
  no_device: { text: 'trouble.no_device', level: 'warning' },
  mic_denied: { text: 'trouble.mic_denied', level: 'error', act: 'retry' },
  mic_missing: { text: 'trouble.mic_missing', level: 'error', act: 'retry' },
  mic_busy: { text: 'trouble.mic_busy', level: 'error', act: 'retry' },
  insecure: { text: 'trouble.insecure', level: 'error' },
  phone_lost: { text: 'trouble.phone_lost', level: 'error', act: 'retry', after: 2_000 },
  phone_refused: { text: 'trouble.phone_refused', level: 'error', act: 'retry' },
  line_down: { text: 'trouble.line_down', level: 'warning', after: 4_000 },
  silent: { text: 'trouble.silent', level: 'warning' },
}

const actText: Record<NonNullable<Look['act']>, TextKey> = {
  retry: 'action.retry',
  reload: 'action.reload',
}

function useLasting(trouble: Trouble, after: number): boolean {
  const [lasting, setLasting] = useState<Trouble>(null)
  useEffect(() => {
    const timer = setTimeout(() => setLasting(trouble), after)
    return () => clearTimeout(timer)
  }, [trouble, after])
  return lasting === trouble
}

export function TroubleStrip() {
  const t = useText()
  const { phone } = useLine()
  const { trouble } = useSituation()
  const look = trouble ? looks[trouble] : null
  const lasting = useLasting(trouble, look?.after ?? 0)
  if (!look || !lasting) return null
  const act = () => {
    if (look.act === 'retry') void phone.retry()
    else window.location.reload()
  }
  return (
    <Alert
      banner
      type={look.level}
      title={t(look.text)}
      data-testid="trouble"
      data-trouble={trouble}
      action={
        look.act && (
          <Button size="small" onClick={act}>
            {t(actText[look.act])}
          </Button>
        )
      }
    />
  )
}
