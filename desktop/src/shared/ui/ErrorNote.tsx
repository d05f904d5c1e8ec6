/** What happened and what to do; where nobody can say, a code to tell somebody who can help. */
import { Alert, Button } from 'antd'
import { usePick, useText } from '@/shared/text'
import { failureOf } from '@/shared/failure'

interface Props {
  error: unknown
  retry?: () => void
  /** What was kept, when something was typed. */
  kept?: string
}

export function ErrorNote({ error, retry, kept }: Props) {
  const t = useText()
  const pick = usePick()
  if (!error) return null
  const told = failureOf(error)
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={pick(told.sentence)}
      description={[kept, told.broken && t('error.code', { code: told.code })].filter(Boolean).join(' ')}
      action={retry && <Button onClick={retry}>{t('action.retry')}</Button>}
    />
  )
}
