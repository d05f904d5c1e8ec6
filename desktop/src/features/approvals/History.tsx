/** What was done, the latest first, over all rounds. */
import { Timeline, Typography } from 'antd'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { Moment } from '@/shared/ui/Figures'
import { Word } from '@/shared/ui/Word'
import type { WholeApproval } from './looks'

export function History({ row }: { row: WholeApproval }) {
  const t = useText()
  const named = useNamed()
  return (
    <Timeline
      items={[...row.history].toReversed().map((line, at) => ({
        key: String(at),
        content: (
          <>
            <strong>
              {line.step && `${named({ name: line.step, name_en: line.step_en })} · `}
              <Word group="approval.act" value={line.act} />
            </strong>{' '}
            {line.person?.name ?? t('party.system')}
            {line.instead_of && ` (${t('approval.instead_of', { name: line.instead_of.name })})`}
            {row.round > 1 && ` · ${t('approval.in_round', { round: line.round })}`}
            {line.reason && <Typography.Paragraph style={{ whiteSpace: 'pre-wrap', marginBottom: 0 }}>{line.reason}</Typography.Paragraph>}
            <div>
              <Typography.Text type="secondary">
                <Moment at={line.at} />
              </Typography.Text>
            </div>
          </>
        ),
      }))}
    />
  )
}
