/** The shift so far: signed in for how long, and what it went into, running with the clock. */
import { useAgentLine } from '@/live/agent'
import { serverNow, useNow } from '@/shared/clock'
import { duration } from '@/shared/formats'
import { type Figure as Worked, figureOf } from '@/shared/measures'
import { useReasonText, useReasons } from '@/shared/reasons'
import { useText } from '@/shared/text'
import { Definition, Figure, FigureName } from '@/shared/ui/Figure'
import { Duration } from '@/shared/ui/Figures'
import { Shares } from '@/shared/ui/Shares'
import { Tile } from '@/shared/ui/Tile'
import { parts, running, sums, type Counted } from './shift'
import styles from './Workbench.module.css'

const shown = ['talk', 'ready', 'wrap_up', 'not_ready'] as const

export function ShiftBar({ counted, figures }: { counted: Counted | undefined; figures: readonly Worked[] | undefined }) {
  const t = useText()
  useNow()
  const reasonText = useReasonText()
  const own = useReasons()
  const allowanceOf = (reason: string) => own.find((one) => one.code === reason)?.allowance ?? null
  const agent = useAgentLine()?.desk.agent ?? null
  const spent = counted ? running(counted, agent, serverNow()) : []
  const { whole, of } = sums(spent)
  const reasons = spent
    .filter((one) => one.state === 'not_ready')
    .map((one) => {
      const allowed = allowanceOf(one.reason)
      return `${reasonText(one.reason) ?? t('reason.other')} ${duration(one.ms)}${allowed ? ` / ${duration(allowed)}` : ''}`
    })
    .join(' · ')
  const hints = { talk: t('day.talk_hint'), ready: t('day.ready_hint'), wrap_up: t('day.wrap_up_hint'), not_ready: reasons || t('day.not_ready_hint') }
  return (
    <section className={styles.shift} data-testid="shift">
      <div className={styles.tiles}>
        {(['conversations', 'K14_talk'] as const).map((code, place) => {
          const found = figureOf(figures, code)
          return (
            <Tile
              key={code}
              first={place === 0}
              label={<FigureName code={code} />}
              value={<Figure code={code} figure={found} hint={false} />}
              hint={<Definition code={code} figure={found} />}
              testid={`day-${code}`}
            />
          )
        })}
        <Tile label={t('day.signed_in')} value={<Duration ms={whole} />} hint={t('day.signed_in_hint')} testid="signed-in" />
        {shown.map((key) => {
          const part = parts.find((one) => one.key === key)
          return part && <Tile key={key} label={t(part.text)} value={<Duration ms={of[key]} />} hint={hints[key]} mark={part.hue} />
        })}
      </div>
      <Shares thin shares={parts.map(({ key, text, hue }) => ({ key, word: t(text), hue, ms: of[key] })).filter(({ ms }) => ms > 0)} />
    </section>
  )
}
