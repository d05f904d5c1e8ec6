/** What happens when something of the telephony is taken out of use, in words and numbers. */
import { useCallersIn, useCallsBy } from '@/live/standing'
import { phone } from '@/shared/formats'
import { useText } from '@/shared/text'
import { Consequence } from '@/shared/ui/Consequence'

export function NumberConsequence({ number }: { number: string }) {
  const t = useText()
  const n = useCallsBy(number)
  return <Consequence rule={t('consequence.number', { number: phone(number) })} now={n > 0 ? t('consequence.number_now', { n }) : null} />
}

export function QueueConsequence({ id }: { id: string }) {
  const t = useText()
  const n = useCallersIn(id)
  return <Consequence rule={t('consequence.queue')} now={n > 0 ? t('consequence.queue_now', { n }) : null} />
}
