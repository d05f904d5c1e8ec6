/** Browsers in which somebody is signed in, the latest work first. */
import { Button, Empty, Flex, Tag, Typography } from 'antd'
import type { Shape } from '@/shared/api/client'
import { moment } from '@/shared/formats'
import { useZone } from '@/shared/session'
import { useText } from '@/shared/text'
import styles from './SessionList.module.css'

type WebSession = Shape<'WebSessionOut'>

export function SessionList({ sessions, onEnd }: { sessions: WebSession[]; onEnd: (session: WebSession) => void }) {
  const t = useText()
  const zone = useZone()
  if (sessions.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('safety.none')} />
  return (
    <ul className={styles.list} data-testid="sessions">
      {sessions.map((one) => (
        <li key={one.id}>
          <div>
            <Flex gap={8} align="center" wrap>
              <strong>{one.device || t('safety.unknown_device')}</strong>
              {one.here && <Tag color="blue">{t('safety.here')}</Tag>}
              {one.locked && <Tag>{t('safety.locked')}</Tag>}
            </Flex>
            <Typography.Text type="secondary">
              {[one.address, `${t('safety.since')} ${moment(one.started_at, zone)}`, `${t('safety.seen')} ${moment(one.seen_at, zone)}`].filter(Boolean).join(' · ')}
            </Typography.Text>
          </div>
          {!one.here && (
            <Button size="small" onClick={() => onEnd(one)} aria-label={`${t('safety.end')} ${one.device} ${one.address}`}>
              {t('safety.end')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
