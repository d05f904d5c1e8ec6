/** What can be done with a call: hold, mute, keys, passing it on, and at the end hanging up. Each has its place whether it can be pressed or not. */
import { AudioMutedOutlined, AudioOutlined, PauseCircleOutlined, PlayCircleOutlined, StarOutlined, TeamOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { CallView } from '@/live/protocol'
import { useText } from '@/shared/text'
import styles from '@/shared/looks/softphone.module.css'
import { type Acts, ownMuted, ownPaused, useLine } from './acts'
import { KeyTip } from '@/shared/ui/KeyTip'
import { KeyPad } from './KeyPad'
import { PassOn } from './PassOn'
import { ReasonMenu } from './ReasonMenu'
import { SlotButton } from './SlotButton'
import type { Situation } from './situation'
import { holdSlot, open, transferSlot } from './slots'

export function CallSlots({ call, situation, acts }: { call: CallView | null; situation: Situation; acts: Acts }) {
  const t = useText()
  const may = open(situation)
  const hold = holdSlot(situation)
  const passing = transferSlot(situation)
  const { desk } = useLine()
  const muted = ownMuted(desk)
  const paused = ownPaused(desk)
  return (
    <div className={call ? styles.slots : `${styles.slots} ${styles.away}`}>
      <SlotButton
        key={hold.act}
        slot={hold}
        className={styles.slot ?? ''}
        disabled={!may.hold}
        press={{ hold: acts.hold, resume: acts.resume, take_back: acts.takeBack }[hold.act as 'hold' | 'resume' | 'take_back']}
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
      {passing.act === 'complete' ? (
        <SlotButton key="complete" slot={passing} type="primary" className={styles.slot ?? ''} disabled={!may.transfer} press={acts.complete} />
      ) : (
        <PassOn acts={acts} slot={passing} disabled={!may.transfer} />
      )}
      <KeyTip name="pause_recording">
        <Button
          icon={paused ? <PlayCircleOutlined /> : <PauseCircleOutlined />}
          className={paused ? `${styles.small} ${styles.muted}` : (styles.small ?? '')}
          disabled={!may.pause_recording || !call?.recording}
          aria-pressed={paused}
          aria-label={t(paused ? 'phone.recording_paused' : 'phone.pause_recording')}
          data-act="pause_recording"
          onClick={() => void acts.pauseRecording()}
        />
      </KeyTip>
      <KeyTip name="confer">
        <Button
          icon={<TeamOutlined />}
          className={styles.small ?? ''}
          disabled={!may.confer}
          aria-label={t('phone.confer')}
          data-act="confer"
          onClick={() => void acts.confer()}
        />
      </KeyTip>
      <KeyTip name="rate">
        <Button
          icon={<StarOutlined />}
          className={styles.small ?? ''}
          disabled={!may.rate}
          aria-label={t('phone.rate')}
          data-act="rate"
          onClick={() => void acts.rate()}
        />
      </KeyTip>
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
