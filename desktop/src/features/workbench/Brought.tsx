/** What another area has of a customer (orders, complaints, follow-ups); where it did not come in time its place says so. */
import { Button, Flex, Skeleton, Tag, Typography } from 'antd'
import type { PopPart } from '@/live/popParts'
import { usePick, useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Recent } from '@/shared/ui/Figures'
import { Row } from '@/shared/ui/Row'

export default function Brought({ one: { part, broken, again }, title }: { one: PopPart; title: string }) {
  const t = useText()
  const pick = usePick()
  if (broken) return <Late again={again} />
  if (!part) return <Skeleton active title={false} />
  if (part.entries.length === 0) return <EmptyState compact title={t('brought.none', { what: title })} hint={t('brought.none_hint')} />
  return (
    <div data-testid="brought">
      {part.entries.map((entry) => (
        <Row
          key={entry.id}
          {...(entry.place ? { to: entry.place } : {})}
          lead={entry.at ? <Recent at={entry.at} /> : '–'}
          main={pick(entry.title)}
          note={[entry.id, pick(entry.more)].filter(Boolean).join(' · ')}
          end={pick(entry.state) && <Tag color={entry.open ? 'warning' : 'default'}>{pick(entry.state)}</Tag>}
        />
      ))}
      {part.others > 0 && <Typography.Text type="secondary">{t('brought.others', { n: part.others })}</Typography.Text>}
    </div>
  )
}

function Late({ again }: { again: () => void }) {
  const t = useText()
  return (
    <Flex gap={8} align="center">
      <Typography.Text type="warning">{t('brought.late')}</Typography.Text>
      <Button size="small" onClick={again}>
        {t('action.retry')}
      </Button>
    </Flex>
  )
}

/** What this call is to reach. */
export function Goal({ parts }: { parts: readonly PopPart[] }) {
  const t = useText()
  const pick = usePick()
  const goals = parts.flatMap(({ source, part }) => (source.kind === 'goal' ? (part?.entries ?? []) : []))
  if (goals.length === 0) return null
  return (
    <Flex gap={8} align="baseline" style={{ marginBottom: 4 }} data-testid="goal">
      <Typography.Text type="secondary" style={{ whiteSpace: 'nowrap' }}>
        {t('brought.goal')}
      </Typography.Text>
      <Typography.Text strong>{goals.map((one) => pick(one.title)).join('；')}</Typography.Text>
    </Flex>
  )
}
