/** Before the frame: first set-up, sign-in, or the reason why neither can be shown. */
import { Spin } from 'antd'
import { type ReactNode, Suspense, lazy, useEffect } from 'react'
import { SignInPage } from '@/features/session'
import { type Session, useSession } from '@/shared/session'
import { asLanguage, chooseLanguage } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import styles from './frame.module.css'

const SetUpPage = lazy(async () => ({ default: (await import('@/features/setup')).SetUpPage }))
const CodePage = lazy(async () => ({ default: (await import('@/features/safety')).CodePage }))
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
  const door = doorOf(session)
  if (door) return <Suspense fallback={<Spin delay={300} />}>{door}</Suspense>
  return <div key={session.person?.id} className={styles.whole}>{children}</div>
}

/** What stands before the house; few see more of it than the sign-in, so the rest is fetched when it is needed. */
function doorOf(session: Session): ReactNode {
  if (session.setup_needed) return <SetUpPage />
  if (!session.person) return session.code_needed ? <CodePage /> : <SignInPage />
  if (session.held === 'password') return <OwnWordPage username={session.person.username} />
  if (session.held === 'second_factor') return <FactorPage />
  return null
}
