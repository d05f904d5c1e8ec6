/** What can be done with a call: hold, mute, keys, and at the end hanging up. Each has its place whether it can be pressed or not. */
import { AudioMutedOutlined, AudioOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { CallView } from '@/live/protocol'
import { useText } from '@/shared/text'
import styles from '@/shared/looks/softphone.module.css'
import type { Acts } from './acts'
import { KeyPad } from './KeyPad'
import { ReasonMenu } from './ReasonMenu'
import { SlotButton } from './SlotButton'
import type { Situation } from './situation'
import { holdSlot, open } from './slots'

export function CallSlots({ call, situation, acts }: { call: CallView | null; situation: Situation; acts: Acts }) {
  const t = useText()
  const may = open(situation)
  const hold = holdSlot(situation)
  const muted = call?.muted ?? false
  return (
    <div className={call ? styles.slots : `${styles.slots} ${styles.away}`}>
      <SlotButton
        key={hold.act}
        slot={hold}
        className={styles.slot ?? ''}
        disabled={!may.hold}
        press={hold.act === 'resume' ? acts.resume : acts.hold}
      />
      <SlotButton
        slot={{ act: 'mute', text: 'phone.mute', key: 'mute' }}
        word={t(muted ? 'phone.muted' : 'phone.mute')}
        aria-pressed={muted}
        aria-label={t(muted ? 'phone.unmute' : 'phone.mute')}
        icon={muted ? <AudioMutedOutlined /> : <AudioOutlined />}
        className={muted ? `${styles.slot} ${styles.muted}` : (styles.slot ?? '')}
        disabled={!may.mute}
        press={acts.mute}
      />
      <KeyPad send={acts.keys} disabled={!may.keys} />
      {situation.state === 'ringing' && call?.decline_needs_reason === false ? (
        <Button className={styles.end ?? ''} data-act="decline" onClick={() => void acts.decline('')}>
          {t('phone.decline')}
        </Button>
      ) : situation.state === 'ringing' ? (
        <ReasonMenu title={t('phone.decline_hint')} onChoose={(reason) => void acts.decline(reason)}>
          <Button className={styles.end ?? ''} data-act="decline">
            {t('phone.decline')}
          </Button>
        </ReasonMenu>
      ) : (
        <SlotButton
          slot={{ act: 'hang_up', text: 'phone.hang_up', key: 'hang_up' }}
          type="primary"
          danger
          className={styles.end ?? ''}
          disabled={!may.hang_up}
          press={acts.hangUp}
        />
      )}
    </div>
  )
}
