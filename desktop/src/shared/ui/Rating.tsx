/** How a customer found a conversation: as stars, with the way in which he was asked. */
import { Flex, Typography } from 'antd'
import type { Shape } from '@/shared/api/client'
import { useText } from '@/shared/text'

const MOST = 5

/** The ratings of a call, or of one of its conversations. `brief`: the latest answer alone, for a line of a list. */
export function Rating({ ratings, brief = false }: { ratings: readonly Shape<'RatingOut'>[]; brief?: boolean }) {
  const t = useText()
  if (brief) {
    const answered = ratings.filter((one) => one.score !== null).at(-1)
    if (answered) return <Score n={answered.score ?? 0} />
    return ratings.length > 0 ? <Typography.Text type="secondary">{t('rating.unanswered')}</Typography.Text> : <>–</>
  }
  return ratings.map((one) => (
    <Flex key={one.segment} gap={8} data-testid="rating">
      {one.score === null ? <span>{t('rating.unanswered')}</span> : <Score n={one.score} />}
      <Typography.Text type="secondary">{t(one.way === 'link' ? 'rating.by_link' : 'rating.by_keys')}</Typography.Text>
    </Flex>
  ))
}

function Score({ n }: { n: number }) {
  const t = useText()
  return (
    <span role="img" aria-label={t('rating.score', { n })} style={{ whiteSpace: 'nowrap' }}>
      {n} <span aria-hidden>{'★'.repeat(n) + '☆'.repeat(MOST - n)}</span>
    </span>
  )
}
