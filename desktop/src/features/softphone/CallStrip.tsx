/** The call on the desk: who, which line, how long, and what can be done with it. */
import { AudioMutedOutlined, AudioOutlined, PauseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useScreenPop } from '@/live/pop'
import type { CallView } from '@/live/protocol'
import { useLanguage, usePick, useText } from '@/shared/text'
import { KeyTip } from '@/shared/ui/KeyTip'
import { PhoneNumber, Running } from '@/shared/ui/Figures'
import { KeyPad } from './KeyPad'
import styles from '@/shared/looks/softphone.module.css'
import type { Acts } from './acts'

interface Props {
  call: CallView
  state: string
  acts: Acts
  /** The call is spoken on this page, so this page may steer it. */
  mine: boolean
}

export function CallStrip({ call, state, acts, mine }: Props) {
  const t = useText()
  const pick = usePick()
  const language = useLanguage()
  const { data: pop } = useScreenPop(call.id, call.customer_number)
  const line = language === 'en' ? call.service_line_en || call.service_line : call.service_line
  const number = pop?.number || call.customer_number
  const ringing = state === 'ringing'
  const waitedSince = call.queued_at || call.started_at
  return (
    <>
      <div className={styles.call} data-testid="call-strip">
        {pop?.customer?.name && <strong className={styles.who}>{pop.customer.name}</strong>}
        <span className={styles.number}>
          {number ? <PhoneNumber number={number} /> : t('call.withheld')}
        </span>
        <span className={styles.soft}>{pick(pop?.region)}</span>
        <span className={styles.soft}>{line}</span>
        {ringing ? (
          <span className={styles.soft}>
            {t('call.waited')} <Running since={waitedSince} />
          </span>
        ) : (
          <Running since={call.answered_at || call.since} />
        )}
      </div>
      {mine && (state === 'talking' || state === 'holding') && (
        <div className={styles.controls}>
          {state === 'talking' && (
            <KeyTip name="hold">
              <Button icon={<PauseOutlined />} onClick={() => void acts.hold()} data-act="hold">
                {t('phone.hold')}
              </Button>
            </KeyTip>
          )}
          <KeyTip name="mute" text={call.muted ? t('phone.unmute') : t('phone.mute')}>
            <Button
              aria-label={call.muted ? t('phone.unmute') : t('phone.mute')}
              aria-pressed={call.muted}
              data-act="mute"
              className={call.muted ? (styles.muted ?? '') : ''}
              icon={call.muted ? <AudioMutedOutlined /> : <AudioOutlined />}
              disabled={state === 'holding'}
              onClick={() => void acts.mute()}
            >
              {call.muted ? t('phone.muted') : null}
            </Button>
          </KeyTip>
          <KeyPad send={acts.keys} />
          {state === 'holding' && (
            <KeyTip name="hang_up">
              <Button danger onClick={() => void acts.hangUp()} data-act="hang-up">
                {t('phone.hang_up')}
              </Button>
            </KeyTip>
          )}
        </div>
      )}
    </>
  )
}
