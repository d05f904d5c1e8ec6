import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'

export function NotHere() {
  const t = useText()
  const go = useNavigate()
  return (
    <EmptyState
      title={t('frame.not_here')}
      hint={t('frame.not_here_hint')}
      action={<Button onClick={() => void go('/')}>{t('frame.home')}</Button>}
    />
  )
}
