/** Who is speaking: name, number, home region, tags, what is owed to him, and his profile. */
import { Flex, Skeleton, Typography } from 'antd'
import { useScreenPop } from '@/live/pop'
import { usePick, useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { PhoneNumber } from '@/shared/ui/Figures'
import { Marks } from '@/shared/ui/Marks'
import { Panel } from '@/shared/ui/Page'
import { Objection } from './Objection'
import { Profile } from './Profile'
import type { DeskCall } from './useCallOnDesk'
import styles from './Workbench.module.css'

export function WhoColumn({ call }: { call: DeskCall }) {
  const t = useText()
  const pick = usePick()
  const { data: pop, error, refetch } = useScreenPop(call.id, call.number)
  const number = pop?.number || call.number
  // The record of the call may be a moment behind: nobody is called new before it has been looked up.
  const known = pop !== undefined && (pop.found || pop.customer !== null)
  return (
    <div className={styles.column}>
      <Panel>
        {error ? (
          <ErrorNote error={error} retry={() => void refetch()} />
        ) : (
          <Flex vertical gap={6} data-testid="customer-card">
            <Typography.Title level={2} className={styles.name ?? ''}>
              {known ? pop.customer?.name || t('who.unknown') : <Skeleton.Input size="small" active />}
            </Typography.Title>
            <Flex gap={8} align="baseline" wrap>
              <Typography.Text className={styles.number ?? ''} copyable={number && !number.includes('*') ? { text: number } : false}>
                {number ? <PhoneNumber number={number} /> : t('call.withheld')}
              </Typography.Text>
              <Typography.Text type="secondary">{pick(pop?.region)}</Typography.Text>
            </Flex>
            <Marks marks={pop?.marks ?? []} />
            {known && number && !pop.marks.includes('do_not_call') && (
              <Flex>
                <Objection call={call.id} number={number} name={pop.customer?.name ?? ''} />
              </Flex>
            )}
            {(pop?.callbacks.length ?? 0) > 0 && (
              <Typography.Text type="warning">{t('who.callbacks', { n: pop?.callbacks.length ?? 0 })}</Typography.Text>
            )}
          </Flex>
        )}
      </Panel>
      {known && <Profile key={pop.customer?.id ?? 'new'} call={call} number={number} customer={pop.customer} />}
    </div>
  )
}
