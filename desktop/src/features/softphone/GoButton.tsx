/** The way forward, beside the state: sign in, ready, answer, finish. Where there is none, its place stays empty. */
import { useText } from '@/shared/text'
import styles from '@/shared/looks/softphone.module.css'
import type { Acts } from './acts'
import { SlotButton } from './SlotButton'
import type { Situation } from './situation'
import { type Slot, goSlot } from './slots'
import { useTakeOver } from './useTakeOver'

export function GoButton({ situation, acts }: { situation: Situation; acts: Acts }) {
  const t = useText()
  const takeOver = useTakeOver(acts)
  const slot = goSlot(situation)
  if (!slot) return <span className={`${styles.go} ${styles.away}`} />
  const press: Partial<Record<Slot['act'], () => Promise<unknown> | void>> = {
    sign_in: () => acts.signIn(false),
    take_over: takeOver,
    ready: acts.ready,
    answer: acts.answer,
    finish: () => acts.finish(true),
  }
  // Each act is a button of its own: one that is still under way does not swallow the press of the next.
  return <SlotButton key={slot.act} type="primary" slot={slot} word={t(slot.text)} className={styles.go ?? ''} press={() => press[slot.act]?.()} />
}
