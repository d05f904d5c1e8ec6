/** Before the frame: first set-up, sign-in, or the reason why neither can be shown. */
import { Spin } from 'antd'
import { type ReactNode, Suspense, lazy, useEffect } from 'react'
import { CodePage, SignInPage } from '@/features/session'
import { SetUpPage } from '@/features/setup'
import { useSession } from '@/shared/session'
import { asLanguage, chooseLanguage } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import styles from './frame.module.css'

const OwnWordPage = lazy(async () => ({ default: (await import('@/features/safety')).OwnWordPage }))
const FactorPage = lazy(async () => ({ default: (await import('@/features/safety')).FactorPage }))

export function Gate({ children }: { children: ReactNode }) {
  const { data: session, error, refetch } = useSession()
  const language = session?.person?.language
  useEffect(() => {
    if (language) chooseLanguage(asLanguage(language))
  }, [language])
  if (error && !session) {
    return (
      <div className={styles.middle}>
        <ErrorNote error={error} retry={() => void refetch()} />
      </div>
    )
  }
  if (!session) {
    return (
      <div className={styles.middle}>
        <Spin delay={300} />
      </div>
    )
  }
  if (session.setup_needed) return <SetUpPage />
  if (!session.person) return session.code_needed ? <CodePage /> : <SignInPage />
  if (session.held === 'password' || session.held === 'second_factor') {
    return (
      <Suspense fallback={<Spin delay={300} />}>
        {session.held === 'password' ? <OwnWordPage username={session.person.username} /> : <FactorPage />}
      </Suspense>
    )
  }
  return <div key={session.person.id} className={styles.whole}>{children}</div>
}
