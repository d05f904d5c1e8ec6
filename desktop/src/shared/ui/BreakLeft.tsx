/** How much of a break's daily allowance is left, or by how much it is over. */
import { type Allowance, leftOf } from '@/shared/breaks'
import { duration } from '@/shared/formats'
import { useText } from '@/shared/text'

export function BreakLeft({ allowance }: { allowance: Allowance }) {
  const t = useText()
  const left = leftOf(allowance)
  const title = t('break.used', { used: duration(allowance.used), allowed: duration(allowance.allowed) })
  return (
    <span className="z-figures" title={title} data-testid="break-left" data-over={left < 0}>
      {left < 0 ? t('break.over', { time: duration(-left) }) : t('break.left', { time: duration(left) })}
    </span>
  )
}
