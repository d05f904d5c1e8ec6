/** What happened to a call and why, in order: who was asked first, at whom it rang, who took it. */
import { Timeline } from 'antd'
import type { ReactNode } from 'react'
import type { Shape } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { duration } from '@/shared/formats'
import { type Say, isText, useText } from '@/shared/text'
import { Moment } from '@/shared/ui/Figures'
import type { TextKey } from '@/texts'

type Step = Shape<'StepOut'>

export function CallWay({ way }: { way: readonly Step[] }) {
  const t = useText()
  const named = useNamed()
  return (
    <Timeline
      data-testid="call-way"
      items={way.map((step, index) => ({
        key: index,
        color: colours[step.step] ?? 'gray',
        content: (
          <>
            <Moment at={step.at} detail="second" /> {said(step, t, named)}
          </>
        ),
      }))}
    />
  )
}

const colours: Record<string, string> = { talked: 'green', vip_group: 'orange', own_agent: 'orange', owed: 'red' }

/** A step in words. */
function said(step: Step, t: Say, named: (one: Shape<'Named'> | null) => string): ReactNode {
  const person = step.person?.name ?? ''
  const ahead = duration(step.ahead_ms)
  const word = (key: string) => (isText(key) ? t(key) : '')
  switch (step.step) {
    case 'dialled':
      return person ? t('way.dialled', { name: person }) : t('way.dialled_itself')
    case 'called':
      return t('way.called', { name: person, to: step.to?.name ?? '' })
    case 'known':
      return [step.vip ? t('way.vip') : '', person ? t(`way.his.${step.reason}` as TextKey, { name: person }) : ''].filter(Boolean).join(' · ')
    case 'queued':
      return t('way.queued', { name: named(step.queue), n: step.position })
    case 'vip_group':
      return t('way.vip_group', { name: named(step.group), why: word(`way.group.${step.reason}`), ahead })
    case 'own_agent':
      return t('way.own_agent', { name: person, why: word(`way.agent.${step.reason}`), ahead })
    case 'ivr_chosen':
      return word(`way.ivr_${step.reason}`) || t('way.ivr_chosen', { key: step.reason })
    case 'offered': {
      const became = `way.offer.${step.reason}`
      return [t('way.offered', { name: person }), isText(became) ? t(became, { ring: duration(step.ring_ms) }) : ''].filter(Boolean).join(' · ')
    }
    case 'given':
      return t(`way.given.${step.reason}` as TextKey, { name: person, to: step.to?.name ?? '' })
    case 'gift_ended':
      return t(`way.gift.${step.reason}` as TextKey, { name: person, to: step.to?.name ?? '' })
    case 'priority_set':
      return step.ahead_ms > 0 ? t('way.put_ahead', { name: person, ahead }) : t('way.put_back', { name: person })
    case 'leader_whisper':
    case 'leader_barge':
    case 'leader_picked_up':
    case 'leader_transferred':
    case 'leader_released':
    case 'leader_left':
    case 'help_asked':
      return t(`way.${step.step}`, { name: person, to: step.to?.name ?? '' })
    case 'help_ended':
      return t(`way.help_ended.${step.reason}` as TextKey, { name: person, to: step.to?.name ?? '' })
    case 'ivr_agent':
      return [t('way.ivr_agent'), ...step.found.map(({ label, value }) => `${label} ${value || t('lead.nothing')}`)].join(' · ')
    case 'ivr_calls':
      return t('way.ivr_calls', { number: step.number })
    case 'ivr_unreached':
      return [t('way.ivr_unreached'), word(`way.out.${step.reason}`)].filter(Boolean).join(' · ')
    case 'passed_on':
    case 'led':
    case 'asked':
      return t(`way.${step.step}`, { name: person, whom: step.to?.name || named(step.queue) || named(step.flow) || (step.number && t('pass.outside', { number: step.number })) })
    case 'came_of_it':
      return [word(`way.came.${step.reason}`), word(`way.then.${step.then}`)].filter(Boolean).join(' · ')
    case 'rating_asked':
      return t(step.reason === 'link' ? 'way.rating_link' : 'way.rating_asked')
    case 'rating_unsent':
      return t('way.rating_unsent', { why: word(`rating.unsent.${step.reason}`) })
    case 'rated':
      return t('way.rated', { n: step.position })
    case 'talked':
      return t('way.talked', { name: person })
    case 'ended':
      return t('way.ended', { outcome: word(`outcome.${step.reason}`) })
    default:
      return word(`way.${step.step}`)
  }
}
