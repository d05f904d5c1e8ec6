/** The steps of this round, from top to bottom; those that lie side by side say so. */
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { Recent } from '@/shared/ui/Figures'
import { Way, type WayStep } from '@/shared/ui/Way'
import { Word } from '@/shared/ui/Word'
import { Reminded } from './Reminded'
import { type Step, type WholeApproval, lookOf, stepStates } from './looks'

const off = ['passed_over', 'dropped']

export function Progress({ row }: { row: WholeApproval }) {
  const t = useText()
  const named = useNamed()
  const beside = (step: Step) => row.steps.some((other) => other.stage === step.stage && other.key !== step.key)
  const steps: WayStep[] = row.steps.map((step) => ({
    key: step.key,
    title: named(step),
    look: lookOf(stepStates, step.state),
    off: off.includes(step.state),
    text: <Lies step={step} beside={beside(step)} />,
    acts: <Reminded times={step.state === 'open' ? step.reminded : 0} />,
  }))
  return <Way label={t('approval.progress')} steps={steps} />
}

function Lies({ step, beside }: { step: Step; beside: boolean }) {
  const t = useText()
  const named = useNamed()
  return (
    <>
      <Word group="role" value={step.role} />
      {step.spots.length > 0 && ` · ${step.spots.map((spot) => named({ name: spot.unit, name_en: spot.unit_en })).join('、')}`}
      {step.spots.some((spot) => spot.escalated) && ` · ${t('approval.escalated')}`}
      {beside && ` · ${t('approval.beside')}`}
      {step.state === 'open' && step.opened_at && (
        <>
          {' · '}
          {t('approval.since')} <Recent at={step.opened_at} />
        </>
      )}
    </>
  )
}
