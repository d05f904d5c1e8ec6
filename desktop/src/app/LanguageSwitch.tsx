import { Button } from 'antd'
import { api, call } from '@/shared/api/client'
import { sessionKey, usePerson } from '@/shared/session'
import { useQueryClient } from '@tanstack/react-query'
import { chooseLanguage, useLanguage, useText } from '@/shared/text'
import { useTellFailure } from '@/shared/failure'

/** One press to the other language; it is kept with the person. */
export function LanguageSwitch() {
  const t = useText()
  const person = usePerson()
  const cache = useQueryClient()
  const tell = useTellFailure()
  const other = useLanguage() === 'zh' ? 'en' : 'zh'
  const change = async () => {
    chooseLanguage(other)
    if (!person) return
    try {
      cache.setQueryData(sessionKey, await call(api.PATCH('/api/session', { body: { language: other } })))
    } catch (error) {
      tell(error)
    }
  }
  return (
    <Button type="text" onClick={() => void change()} data-testid="language">
      {t('frame.other_language')}
    </Button>
  )
}
