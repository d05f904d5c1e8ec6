/** Who is speaking: number, home region, customer, marks, and what was before. */
import { Flex, Skeleton, Timeline, Typography } from 'antd'
import { useScreenPop } from '@/live/pop'
import { outcomeLook } from '@/shared/states'
import { usePick, useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Duration, PhoneNumber, Recent } from '@/shared/ui/Figures'
import { Panel } from '@/shared/ui/Page'
import { Marks } from '@/shared/ui/Marks'
import { StateMark } from '@/shared/ui/StateMark'
import { DispositionName } from '@/shared/dispositions'
import type { DeskCall } from './useCallOnDesk'
import styles from './Workbench.module.css'

export function WhoColumn({ call }: { call: DeskCall }) {
  const t = useText()
  const pick = usePick()
  const { data: pop, error, refetch } = useScreenPop(call.id, call.number)
  const earlier = pop?.earlier_calls ?? []
  const number = pop?.number || call.number
  return (
    <div className={styles.column}>
      <Panel title={t('who.title')}>
        {error ? (
          <ErrorNote error={error} retry={() => void refetch()} />
        ) : (
          <Flex vertical gap={6} data-testid="customer-card">
            <Typography.Title level={3} className={styles.name ?? ''}>
              {pop ? pop.customer?.name || t('who.unknown') : <Skeleton.Input size="small" active />}
            </Typography.Title>
            <Flex gap={8} align="baseline" wrap>
              <Typography.Text className={styles.number ?? ''} copyable={number && !number.includes('*') ? { text: number } : false}>
                {number ? <PhoneNumber number={number} /> : t('call.withheld')}
              </Typography.Text>
              <Typography.Text type="secondary">{pick(pop?.region)}</Typography.Text>
            </Flex>
            <Marks marks={pop?.marks ?? []} />
            {pop?.customer?.company && <Typography.Text type="secondary">{pop.customer.company}</Typography.Text>}
            {pop?.customer?.remark && <Typography.Text>{pop.customer.remark}</Typography.Text>}
            {(pop?.callbacks.length ?? 0) > 0 && (
              <Typography.Text type="warning">{t('who.callbacks', { n: pop?.callbacks.length ?? 0 })}</Typography.Text>
            )}
          </Flex>
        )}
      </Panel>
      <Panel title={t('who.earlier')} fill>
        {pop && earlier.length === 0 ? (
          <EmptyState compact title={t('who.first')} hint={t('who.first_hint')} />
        ) : (
          <Timeline
            items={earlier.map((one) => ({
              key: one.id,
              content: (
                <div className={styles.earlier}>
                  <Flex justify="space-between" gap={8}>
                    <Recent at={one.started_at} />
                    <Duration ms={one.duration_ms} />
                  </Flex>
                  <Flex gap={8} align="center" wrap>
                    <StateMark look={outcomeLook(one.outcome)} plain />
                    <Typography.Text type="secondary">{one.person?.name}</Typography.Text>
                    <DispositionName code={one.disposition} />
                  </Flex>
                  {one.notes.map((note) => (
                    <Typography.Paragraph key={note.person.id} ellipsis={{ rows: 2, tooltip: note.text }}>
                      {note.text}
                    </Typography.Paragraph>
                  ))}
                </div>
              ),
            }))}
          />
        )}
      </Panel>
    </div>
  )
}
