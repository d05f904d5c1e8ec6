/** The first address: the first place that the person may use. */
import { Navigate } from 'react-router'
import { useMay } from '@/shared/session'
import { EmptyState } from '@/shared/ui/EmptyState'
import { useText } from '@/shared/text'
import { placesFor } from './navigation'

export function Home() {
  const t = useText()
  const first = placesFor(useMay())[0]
  return first ? <Navigate to={first.path} replace /> : <EmptyState title={t('frame.nothing')} hint={t('frame.nothing_hint')} />
}
