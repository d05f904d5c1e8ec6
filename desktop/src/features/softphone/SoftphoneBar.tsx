/** The agent's bar, of fixed slots: state, the way forward, the call (or the dial box), its acts, hanging up. */
import { usePhone } from '@/live/agent'
import { useConnection, useLiveAway } from '@/live/line'
import { useLayoutEffect } from 'react'
import { CallSlots } from './CallSlots'
import { CallStrip } from './CallStrip'
import { DialBox } from './DialBox'
import { GoButton } from './GoButton'
import { inACall } from '@/shared/states'
import styles from '@/shared/looks/softphone.module.css'
import { StateMenu } from './StateMenu'
import { useActs, useLine } from './acts'
import { type Situation, situationOf } from './situation'
import { useBarKeys } from './useBarKeys'

export function useSituation(): Situation {
  const { desk, place, account, accountError } = useLine()
  const phone = usePhone()
  const connection = useConnection()
  const liveAway = useLiveAway()
  return situationOf({ desk, place, phone, connection, liveAway, hasDevice: account !== null || !accountError })
}

export function SoftphoneBar() {
  const { desk } = useLine()
  const acts = useActs()
  const situation = useSituation()
  useBarKeys(situation, acts)
  const ringing = situation.state === 'ringing'
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute('data-ringing', ringing)
    return () => document.documentElement.removeAttribute('data-ringing')
  }, [ringing])
  const inCall = desk.call !== null && inACall.includes(situation.state)
  const mine = situation.next !== 'take_over'
  return (
    <div className={styles.bar} data-testid="softphone" data-state={desk.known ? situation.state : ''}>
      <StateMenu situation={situation} acts={acts} />
      <GoButton situation={situation} acts={acts} />
      <div className={styles.middle}>
        {inCall && desk.call && <CallStrip call={desk.call} state={situation.state} />}
        {!inCall && desk.agent && mine && <DialBox acts={acts} state={situation.state} />}
      </div>
      <CallSlots call={inCall && mine ? desk.call : null} situation={situation} acts={acts} />
    </div>
  )
}
