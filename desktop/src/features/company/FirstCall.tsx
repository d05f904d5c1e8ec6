/** From nothing to the first call: what is there, what is missing, and where it is set up. */
import { CheckCircleFilled, ExclamationCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Typography } from 'antd'
import { Link } from 'react-router'
import { api, call } from '@/shared/api/client'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { Panel } from '@/shared/ui/Page'
import type { TextKey } from '@/texts'
import styles from './FirstCall.module.css'

interface Step {
  text: TextKey
  hint: TextKey
  to: string
  /** Opens the form of a new one; absent where the form stands beside. */
  form?: string
  done: boolean | undefined
}

const one = { params: { query: { size: 1 } } } as const

export function FirstCall({ hasArea }: { hasArea: boolean }) {
  const t = useText()
  const steps = useSteps(hasArea)
  const missing = steps.filter((step) => step.done === false)
  const next = steps.every((step) => step.done !== undefined) ? missing[0] : undefined
  return (
    <Panel title={missing.length ? t('first.missing', { n: missing.length }) : t(steps.every((step) => step.done) ? 'first.ready' : 'first.title')}>
      {steps.map((step) => (
        <div key={step.text} className={styles.step}>
          {step.done === undefined ? <span /> : <Mark done={step.done} />}
          <div>
            <Link to={step.to}>{t(step.text)}</Link>
            <div>
              <Typography.Text type="secondary">{t(step.hint)}</Typography.Text>
            </div>
          </div>
          <End step={step} next={step === next} />
        </div>
      ))}
    </Panel>
  )
}

function End({ step, next }: { step: Step; next: boolean }) {
  const t = useText()
  if (step.done === undefined) return null
  if (step.done || !step.form) return <Typography.Text type="secondary">{t(step.done ? 'first.done' : 'first.todo')}</Typography.Text>
  return (
    <Link to={step.form}>
      <Button size="small" type={next ? 'primary' : 'default'}>
        {t('first.set_up')}
      </Button>
    </Link>
  )
}

function Mark({ done }: { done: boolean }) {
  return (
    <span>
      {done ? <CheckCircleFilled style={{ color: 'var(--z-green)' }} /> : <ExclamationCircleOutlined style={{ color: 'var(--z-amber)' }} />}
    </span>
  )
}

function useSteps(hasArea: boolean): Step[] {
  const may = useMay()
  const people = useHas('people', () => call(api.GET('/api/people', { params: { query: { size: 1, role: 'agent' } } })), may('people.manage'))
  const groups = useHas('skill-groups', () => call(api.GET('/api/skill-groups', one)))
  const queues = useHas('queues', () => call(api.GET('/api/queues', one)))
  const lines = useHas('service-lines', () => call(api.GET('/api/service-lines', one)))
  const trunks = useHas('trunks', () => call(api.GET('/api/trunks', one)))
  const numbers = useHas('access-numbers', () => call(api.GET('/api/access-numbers', one)))
  return [
    { text: 'first.area', hint: 'first.area_hint', to: '/company?tab=about', done: hasArea },
    toForm('people', '/people?tab=people', people),
    toForm('groups', '/telephony?tab=skill-groups', groups),
    toForm('queues', '/telephony?tab=queues', queues),
    toForm('lines', '/telephony?tab=service-lines', lines),
    toForm('trunks', '/telephony?tab=trunks', trunks),
    toForm('numbers', '/telephony?tab=numbers', numbers),
  ]
}

function toForm(name: 'people' | 'groups' | 'queues' | 'lines' | 'trunks' | 'numbers', to: string, done: boolean | undefined): Step {
  return { text: `first.${name}`, hint: `first.${name}_hint`, to, form: `${to}&new=1`, done }
}

function useHas(name: string, load: () => Promise<{ total: number }>, enabled = true): boolean | undefined {
  const { data, isFetching } = useQuery({ queryKey: [name, 'any'], queryFn: load, enabled })
  // what was missing a moment ago may be there by now: nothing is said of it until that is known
  return data && (data.total > 0 || !isFetching) ? data.total > 0 : undefined
}
