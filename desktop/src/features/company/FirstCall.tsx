/** From nothing to the first call: what is there, what is missing, and where it is set up. */
import { CheckCircleFilled, ExclamationCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, call } from '@/shared/api/client'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { Panel } from '@/shared/ui/Page'
import { Row } from '@/shared/ui/Row'
import type { TextKey } from '@/texts'

interface Step {
  text: TextKey
  hint: TextKey
  to: string
  done: boolean | undefined
}

const one = { params: { query: { size: 1 } } } as const

export function FirstCall({ hasArea }: { hasArea: boolean }) {
  const t = useText()
  const steps = useSteps(hasArea)
  const missing = steps.filter((step) => step.done === false).length
  return (
    <Panel title={missing ? t('first.missing', { n: missing }) : t(steps.every((step) => step.done) ? 'first.ready' : 'first.title')}>
      {steps.map((step) => (
        <Row
          key={step.to}
          lead={step.done !== undefined && <Mark done={step.done} />}
          main={<Link to={step.to}>{t(step.text)}</Link>}
          note={t(step.hint)}
          end={step.done === undefined ? '' : t(step.done ? 'first.done' : 'first.todo')}
        />
      ))}
    </Panel>
  )
}

function Mark({ done }: { done: boolean }) {
  return done ? (
    <CheckCircleFilled style={{ color: 'var(--z-green)' }} />
  ) : (
    <ExclamationCircleOutlined style={{ color: 'var(--z-amber)' }} />
  )
}

function useSteps(hasArea: boolean): Step[] {
  const may = useMay()
  const people = useHas('people', () => call(api.GET('/api/people', { params: { query: { size: 1, role: 'agent' } } })), may('people.manage'))
  const groups = useHas('skill-groups', () => call(api.GET('/api/skill-groups', one)))
  const queues = useHas('queues', () => call(api.GET('/api/queues', one)))
  const trunks = useHas('trunks', () => call(api.GET('/api/trunks', one)))
  const numbers = useHas('access-numbers', () => call(api.GET('/api/access-numbers', one)))
  return [
    { text: 'first.people', hint: 'first.people_hint', to: '/people', done: people },
    { text: 'first.groups', hint: 'first.groups_hint', to: '/telephony?tab=skill-groups', done: groups },
    { text: 'first.queues', hint: 'first.queues_hint', to: '/telephony?tab=queues', done: queues },
    { text: 'first.trunks', hint: 'first.trunks_hint', to: '/telephony?tab=trunks', done: trunks },
    { text: 'first.numbers', hint: 'first.numbers_hint', to: '/telephony?tab=numbers', done: numbers },
    { text: 'first.area', hint: 'first.area_hint', to: '/company?tab=about', done: hasArea },
  ]
}

function useHas(name: string, load: () => Promise<{ total: number }>, enabled = true): boolean | undefined {
  const { data } = useQuery({ queryKey: [name, 'any'], queryFn: load, enabled })
  return data && data.total > 0
}
