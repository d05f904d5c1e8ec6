/** The call on every other page than the workbench: who it is and what was before, without leaving what one does. */
import { CloseOutlined } from '@ant-design/icons'
import { Button, Flex, Typography } from 'antd'
import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useScreenPop } from '@/live/pop'
import { DispositionName } from '@/shared/dispositions'
import { usePick, useText } from '@/shared/text'
import { PhoneNumber, Recent } from '@/shared/ui/Figures'
import { Marks } from '@/shared/ui/Marks'
import styles from '@/shared/looks/softphone.module.css'
import { useLine } from './acts'

const shownIn = ['ringing', 'talking', 'holding', 'wrap_up']

export function CallPop() {
  const { desk } = useLine()
  const { pathname } = useLocation()
  const id = desk.agent?.call ?? ''
  const [closed, setClosed] = useState('')
  const state = desk.agent?.state ?? ''
  if (!id || desk.call?.direction === 'internal' || pathname.startsWith('/work') || closed === `${id} ${state}` || !shownIn.includes(state)) return null
  return <Card id={id} number={desk.call?.customer_number ?? ''} wrapUp={state === 'wrap_up'} onClose={() => setClosed(`${id} ${state}`)} />
}

function Card({ id, number, wrapUp, onClose }: { id: string; number: string; wrapUp: boolean; onClose: () => void }) {
  const t = useText()
  const pick = usePick()
  const go = useNavigate()
  const { data: pop } = useScreenPop(id, number)
  const last = pop?.earlier_calls[0]
  return (
    <section className={styles.pop} data-testid="call-pop">
      <Flex justify="space-between" align="start" gap={8}>
        <strong className={styles.who}>{pop?.customer?.name || t('who.unknown')}</strong>
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('action.close')} onClick={onClose} />
      </Flex>
      <span>
        <PhoneNumber number={pop?.number || number || t('call.withheld')} /> {pick(pop?.region)}
      </span>
      <Marks marks={pop?.marks ?? []} />
      {last && (
        <Typography.Text type="secondary">
          {t('who.last')} <Recent at={last.started_at} /> {last.person?.name} <DispositionName code={last.disposition} />
        </Typography.Text>
      )}
      <Button type={wrapUp ? 'primary' : 'default'} onClick={() => void go('/work')} data-act="open-work">
        {t(wrapUp ? 'result.fill' : 'who.open')}
      </Button>
    </section>
  )
}
