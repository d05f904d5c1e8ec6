/** The one thing to do next, as the one filled button. */
import { Button } from 'antd'
import { useState } from 'react'
import type { KeyName } from '@/shared/keys'
import { useText } from '@/shared/text'
import { KeyTip } from '@/shared/ui/KeyTip'
import type { TextKey } from '@/texts'
import type { Acts } from './acts'
import styles from '@/shared/looks/softphone.module.css'
import type { NextAct, Situation } from './situation'
import { useTakeOver } from './useTakeOver'

interface Look {
  text: TextKey
  key: KeyName
  danger?: boolean
  act: (acts: Acts, takeOver: () => void) => Promise<unknown> | void
}

const looks: Record<Exclude<NextAct, null>, Look> = {
  sign_in: { text: 'phone.sign_in', key: 'ready', act: (acts) => acts.signIn(false) },
  take_over: { text: 'phone.take_over', key: 'ready', act: (_, takeOver) => takeOver() },
  ready: { text: 'phone.ready', key: 'ready', act: (acts) => acts.ready() },
  answer: { text: 'phone.answer', key: 'answer', act: (acts) => acts.answer() },
  hang_up: { text: 'phone.hang_up', key: 'hang_up', danger: true, act: (acts) => acts.hangUp() },
  resume: { text: 'phone.resume', key: 'hold', act: (acts) => acts.resume() },
  finish: { text: 'phone.finish', key: 'ready', act: (acts) => acts.finish(true) },
}

export function NextButton({ situation, acts }: { situation: Situation; acts: Acts }) {
  const t = useText()
  const takeOver = useTakeOver(acts)
  const [busy, setBusy] = useState(false)
  if (!situation.next) return null
  const look = looks[situation.next]
  const press = async () => {
    setBusy(true)
    await look.act(acts, takeOver)
    setBusy(false)
  }
  return (
    <KeyTip name={look.key} text={t(look.text)}>
      <Button
        type="primary"
        danger={look.danger ?? false}
        loading={busy ? { delay: 300 } : false}
        className={styles.next ?? ''}
        data-act={situation.next}
        onClick={({ detail }) => {
          // The second click of a double-click was meant for what stood here before: resuming must not become hanging up.
          if (detail <= 1) void press()
        }}
      >
        {t(look.text)}
      </Button>
    </KeyTip>
  )
}
