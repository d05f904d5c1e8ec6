/** The agent's state, and the states he may choose: not-ready reasons, sign-out at the phone. */
import { DownOutlined } from '@ant-design/icons'
import { Dropdown, Flex, type MenuProps } from 'antd'
import { useEffect, useState } from 'react'
import { useOwnBreaks } from '@/live/shift'
import { breakHue } from '@/shared/breaks'
import { useNow } from '@/shared/clock'
import { BreakLeft } from '@/shared/ui/BreakLeft'
import { Remaining, Running } from '@/shared/ui/Figures'
import { useReasonText, useReasons } from '@/shared/reasons'
import { useText } from '@/shared/text'
import { useLine, type Acts } from './acts'
import { inACall } from '@/shared/states'
import styles from '@/shared/looks/softphone.module.css'
import type { Situation } from './situation'
import { openReasons } from './useBarKeys'

export function StateMenu({ situation, acts }: { situation: Situation; acts: Acts }) {
  const t = useText()
  const { desk } = useLine()
  const [open, setOpen] = useState(false)
  const { agent } = desk
  const reasons = useReasons()
  const reasonText = useReasonText()
  const breakOf = useOwnBreaks()
  useNow()
  const menu = Boolean(agent) && situation.next !== 'take_over'
  useEffect(() => {
    const show = () => menu && setOpen(true)
    window.addEventListener(openReasons, show)
    return () => window.removeEventListener(openReasons, show)
  }, [menu])

  const inCall = inACall.includes(situation.state)
  const labelled = (code: string, name: string) => {
    const allowance = breakOf(code)
    if (!allowance) return name
    return (
      <Flex justify="space-between" gap={16}>
        {name}
        <BreakLeft allowance={allowance} />
      </Flex>
    )
  }
  const items: MenuProps['items'] = [
    { key: 'ready', label: t('phone.ready'), disabled: situation.state === 'ready' || inCall },
    {
      type: 'group',
      label: inCall ? t('phone.not_ready_after') : t('phone.not_ready'),
      children: reasons.map(({ code, name }) => ({ key: `not_ready:${code}`, label: labelled(code, name) })),
    },
    { type: 'divider' },
    { key: 'sign_out', label: t('phone.sign_out'), disabled: inCall },
  ]
  const choose = (key: string) => {
    setOpen(false)
    if (key === 'ready') void (situation.state === 'wrap_up' ? acts.finish(true) : acts.ready())
    else if (key === 'sign_out') void acts.signOut()
    else void acts.notReady(key.slice('not_ready:'.length))
  }
  const reason = situation.state === 'not_ready' && agent ? reasonText(agent.reason) : null
  const taking = situation.state === 'not_ready' && agent ? breakOf(agent.reason) : null
  const words = (taking ? [reason] : [t(situation.look.text), reason]).filter(Boolean).join(' · ')
  const pill = (
    <button
      type="button"
      className={styles.state}
      data-hue={breakHue(taking) ?? situation.look.hue}
      data-state={situation.state}
      data-pulse={situation.look.pulse ?? false}
      disabled={!menu}
      data-testid="agent-state"
    >
      <i className={styles.dot} />
      <span className={styles.stateWord} title={agent?.reason === 'missed' ? t('reason.missed_why') : words}>
        {words}
      </span>
      {situation.state === 'wrap_up' && agent && agent.wrap_up_until > 0 ? (
        <Remaining until={agent.wrap_up_until} />
      ) : taking ? (
        <BreakLeft allowance={taking} />
      ) : (
        situation.since > 0 && <Running since={situation.since} />
      )}
      {menu && <DownOutlined className={styles.caret} />}
    </button>
  )
  if (!menu) return pill
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={setOpen}
      autoFocus
      menu={{ items, onClick: ({ key }) => choose(key) }}
    >
      {pill}
    </Dropdown>
  )
}
