/** A page broke (or a newer version was installed under it): say so, keep the rest of the frame. */
import { Button } from 'antd'
import { useRouteError } from 'react-router'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'

export function PageFault() {
  const t = useText()
  const error = useRouteError()
  const gone = error instanceof TypeError && /import|module|fetch/i.test(error.message)
  return (
    <EmptyState
      title={gone ? t('frame.outdated') : t('error.page')}
      hint={gone ? t('frame.outdated_hint') : t('frame.fault_hint')}
      action={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('action.reload')}
        </Button>
      }
    />
  )
}
