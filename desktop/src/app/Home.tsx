/** The first address: the floor for who leads it, else the first place that the person may use. */
import { Navigate } from 'react-router'
import { useMay } from '@/shared/session'
import { EmptyState } from '@/shared/ui/EmptyState'
import { useText } from '@/shared/text'
import { homeFor } from './navigation'

export function Home() {
  const t = useText()
  const first = homeFor(useMay())
  return first ? <Navigate to={first.path} replace /> : <EmptyState title={t('frame.nothing')} hint={t('frame.nothing_hint')} />
}
