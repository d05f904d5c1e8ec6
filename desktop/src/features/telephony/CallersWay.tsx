/** The policy of an access number as a drawing: what happens to its callers, step by step, and where that is set. */
import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { Link } from 'react-router'
import { type Shape, api, call } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { useMay } from '@/shared/session'
import type { StateLook } from '@/shared/states'
import { useLanguage, useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Way } from '@/shared/ui/Way'
import { usePrompts } from './choices'
import { useHoursText } from './days'
import { type PolicyStep, type SetAt, type StepState, stepsOf } from './policy'

type Access = Shape<'AccessNumberOut'>
/** Opens the form of the number at one of its fields. */
type Edit = (field: string) => void

const looks: Record<StepState, StateLook> = {
  on: { hue: 'green', text: 'policy.state.on' },
  off: { hue: 'grey', text: 'policy.state.off' },
  always: { hue: 'blue', text: 'policy.state.always' },
  fault: { hue: 'red', text: 'policy.state.fault' },
}

export function CallersWay({ number, edit }: { number: Access; edit: Edit }) {
  const t = useText()
  const named = useNamed()
  const gap = useLanguage() === 'en' ? ' ' : ''
  const prompts = usePrompts()
  const hours = useHoursText()
  const [queue, trunk, flow] = [useOneQueue(number.queue.id), useOneTrunk(number.trunk?.id), useOneFlow(number.flow?.id)]
  const failed = [queue, trunk, flow].find((one) => one.error)
  if (failed) return <ErrorNote error={failed.error} retry={() => void failed.refetch()} />
  if (!queue.data || trunk.isLoading || flow.isLoading) return <Skeleton active />
  const steps = stepsOf(
    { number, queue: queue.data, trunkInUse: trunk.data?.hidden === false, flowInUse: flow.data?.hidden === false && flow.data.live !== null },
    { t, named, hours, prompt: (name) => prompts.find((one) => one.value === name)?.label ?? name },
  )
  return (
    <Way
      label={t('policy.title')}
      steps={steps.map((step) => ({
        key: step.key,
        title: t(`policy.step.${step.key}`),
        look: looks[step.state],
        off: step.state === 'off',
        text: step.says.join(gap),
        acts: step.set.map((at) => <Set key={at.of} at={at} step={step} number={number} edit={edit} />),
      }))}
    />
  )
}

/** The way to where a step is set; nothing for who may not set it. */
function Set({ at, step, number, edit }: { at: SetAt; step: PolicyStep; number: Access; edit: Edit }) {
  const t = useText()
  const may = useMay()
  const what = t(`policy.set.${at.of}`)
  const label = t('policy.set.label', { step: t(`policy.step.${step.key}`), what })
  if (at.of === 'blacklist' && !may('compliance.manage')) return null
  if (at.of === 'number') {
    return number.hidden ? null : (
      <Button type="link" size="small" aria-label={label} onClick={() => edit(at.field)} style={{ height: 20, padding: 0, fontSize: 12 }}>
        {what}
      </Button>
    )
  }
  return (
    <Link to={addressOf(at, number)} aria-label={label}>
      {what}
    </Link>
  )
}

function addressOf(at: SetAt, number: Access): string {
  switch (at.of) {
    case 'queue':
      return `/telephony?tab=queues&open=${number.queue.id}&edit=${at.field}`
    case 'flow':
      return `/ivr?flow=${number.flow?.id ?? ''}`
    case 'blacklist':
      return '/compliance?tab=blacklist'
    default:
      return `/company?tab=${at.of}`
  }
}

function useOneQueue(id: string) {
  return useQuery({ queryKey: ['queues', 'one', id], queryFn: () => call(api.GET('/api/queues/{id}', { params: { path: { id } } })) })
}

function useOneTrunk(id = '') {
  return useQuery({ queryKey: ['trunks', 'one', id], queryFn: () => call(api.GET('/api/trunks/{id}', { params: { path: { id } } })), enabled: id !== '' })
}

function useOneFlow(id = '') {
  return useQuery({ queryKey: ['ivr-flows', 'one', id], queryFn: () => call(api.GET('/api/ivr-flows/{id}', { params: { path: { id } } })), enabled: id !== '' })
}
