/** How a customer found a conversation: as stars, with the way in which he was asked. */
import { Flex, Typography } from 'antd'
import type { Shape } from '@/shared/api/client'
import { isText, useText } from '@/shared/text'

const MOST = 5

/** The ratings of a call, or of one of its conversations. `brief`: the latest answer alone, for a line of a list. */
export function Rating({ ratings, brief = false }: { ratings: readonly Shape<'RatingOut'>[]; brief?: boolean }) {
  const t = useText()
  if (brief) {
    const answered = ratings.filter((one) => one.score !== null).at(-1)
    if (answered) return <Score n={answered.score ?? 0} />
    return ratings.some(asked) ? <Typography.Text type="secondary">{t('rating.unanswered')}</Typography.Text> : <>–</>
  }
  return ratings.map((one) => (
    <div key={one.segment} data-testid="rating">
      <Flex gap={8}>
        {one.score !== null ? <Score n={one.score} /> : asked(one) && <span>{t('rating.unanswered')}</span>}
        <Typography.Text type="secondary">{t(one.way === 'link' ? 'rating.by_link' : 'rating.by_keys')}</Typography.Text>
        {one.unsent && <Unsent why={one.unsent} />}
      </Flex>
      {one.comment && <Typography.Paragraph style={{ whiteSpace: 'pre-wrap', margin: 0 }}>{one.comment}</Typography.Paragraph>}
    </div>
  ))
}

/** Whom his message has not reached was not asked; where nobody knows he counts as asked. */
function asked(one: Shape<'RatingOut'>): boolean {
  return one.score !== null || one.unsent === '' || one.unsent === 'unknown'
}

function Unsent({ why }: { why: string }) {
  const t = useText()
  const key = `rating.unsent.${why}`
  return <Typography.Text type="warning">{isText(key) ? t(key) : why}</Typography.Text>
}

function Score({ n }: { n: number }) {
  const t = useText()
  return (
    <span role="img" aria-label={t('rating.score', { n })} style={{ whiteSpace: 'nowrap' }}>
      {n} <span aria-hidden>{'★'.repeat(n) + '☆'.repeat(MOST - n)}</span>
    </span>
  )
}
