/** A role asks for a second factor: it is set up before anything else. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { sessionKey, useSessionChange } from '@/shared/session'
import { useText } from '@/shared/text'
import { Door } from '@/shared/ui/Door'
import { SetUpFactor } from './SetUpFactor'

export function FactorPage() {
  const t = useText()
  const cache = useQueryClient()
  const change = useSessionChange()
  const tell = useTellFailure()
  return (
    <Door title={t('factor.title')} hint={t('factor.asked')}>
      <SetUpFactor onDone={() => void cache.invalidateQueries({ queryKey: sessionKey })} />
      <Button type="link" onClick={() => call(api.DELETE('/api/session')).then(change, tell)}>
        {t('session.somebody_else')}
      </Button>
    </Door>
  )
}
