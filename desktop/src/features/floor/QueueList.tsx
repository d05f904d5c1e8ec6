/** Queues with their callers as they wait: who, how long. */
import { useLanguage, useText } from '@/shared/text'
import { PhoneNumber } from '@/shared/ui/Figures'
import { WaitTime } from '@/shared/ui/WaitTime'
import { Badge, Flex, Typography } from 'antd'
import type { CallView, QueueView } from '@/live/protocol'
import { waitingIn } from './figures'
import styles from './Floor.module.css'

const most = 12

export function QueueList({ queues, calls }: { queues: QueueView[]; calls: CallView[] }) {
  const t = useText()
  const language = useLanguage()
  const sorted = [...queues].sort((a, b) => a.name.localeCompare(b.name, 'zh'))
  return (
    <>
      {sorted.map((queue) => {
        const waiting = waitingIn(queue.id, calls)
        return (
          <section key={queue.id} className={styles.queue} data-testid="queue" data-waiting={queue.waiting}>
            <Flex justify="space-between" align="center">
              <strong>{(language === 'en' && queue.name_en) || queue.name}</strong>
              <Badge count={queue.waiting} showZero color={queue.waiting > 0 ? 'var(--z-orange)' : 'var(--z-grey)'} />
            </Flex>
            {waiting.slice(0, most).map((call) => (
              <div key={call.id} className={styles.caller}>
                <PhoneNumber number={call.customer_number || t('call.withheld')} />
                <Typography.Text type="secondary" ellipsis>
                  {(language === 'en' && call.service_line_en) || call.service_line}
                </Typography.Text>
                <WaitTime since={call.queued_at || call.since} />
              </div>
            ))}
            {waiting.length > most && (
              <Typography.Text type="secondary">{t('floor.more', { n: waiting.length - most })}</Typography.Text>
            )}
            {queue.waiting === 0 && <Typography.Text type="secondary">{t('floor.queue_empty')}</Typography.Text>}
          </section>
        )
      })}
    </>
  )
}
