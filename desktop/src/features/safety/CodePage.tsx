/** The second half of a sign-in: the code of one's app, or one from paper. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { api, call } from '@/shared/api/client'
import { type Session, sessionKey } from '@/shared/session'
import { useText } from '@/shared/text'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { Door } from '@/shared/ui/Door'
import { CodeField } from '@/shared/ui/CodeField'
import { useComingIn } from '@/shared/useComingIn'

export function CodePage() {
  const t = useText()
  const cache = useQueryClient()
  const comeIn = useComingIn()
  const sending = useSending<{ code: string }>(async (body) => comeIn(await call(api.POST('/api/session/code', { body }))), { done: '' })
  const back = () => cache.setQueryData<Session>(sessionKey, (session) => (session ? { ...session, code_needed: false } : session))
  return (
    <Door title={t('session.code_title')} hint={t('session.code_hint')}>
      <ApiForm sending={sending} submitText={t('session.sign_in')}>
        <CodeField />
      </ApiForm>
      <Button type="link" onClick={back}>
        {t('session.begin_anew')}
      </Button>
    </Door>
  )
}
