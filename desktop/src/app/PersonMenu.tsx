/** Who is signed in; own password; leaving. Leaving while signed in at the phone signs out there first. */
import { useQueryClient } from '@tanstack/react-query'
import { Avatar, Button, Dropdown } from 'antd'
import { Suspense, lazy, useState } from 'react'
import { OwnPassword } from '@/features/session'
import { useAgentLine } from '@/live/agent'
import { api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { chooseLook, useLook } from '@/shared/look'
import { sessionKey, usePerson, useSessionChange } from '@/shared/session'
import { useText } from '@/shared/text'
import styles from './frame.module.css'

const SafetyPanel = lazy(async () => ({ default: (await import('@/features/safety')).SafetyPanel }))

export function PersonMenu() {
  const t = useText()
  const person = usePerson()
  const line = useAgentLine()
  const change = useSessionChange()
  const tell = useTellFailure()
  const look = useLook()
  const other = look === 'dark' ? 'light' : 'dark'
  const [password, setPassword] = useState(false)
  const [safety, setSafety] = useState(false)
  const cache = useQueryClient()
  if (!person) return null
  const leave = async () => {
    try {
      if (line?.place === 'here' && line.desk.agent) await line.signOut()
      change(await call(api.DELETE('/api/session')))
    } catch (error) {
      tell(error)
    }
  }
  const acts: Record<string, () => void> = {
    look: () => chooseLook(other),
    password: () => setPassword(true),
    safety: () => setSafety(true),
    lock: () => void call(api.POST('/api/session/lock')).then((session) => cache.setQueryData(sessionKey, session), tell),
    leave: () => void leave(),
  }
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'who',
              type: 'group',
              label: [person.tenant.name, person.username, person.number].filter(Boolean).join(' · '),
            },
            { key: 'look', label: t(`look.${other}`) },
            { key: 'password', label: t('session.own_password') },
            { key: 'safety', label: t('session.safety') },
            { key: 'lock', label: `${t('session.lock')} (Alt+L)` },
            { key: 'leave', label: t('session.sign_out') },
          ],
          onClick: ({ key }) => acts[key]?.(),
        }}
      >
        <Button type="text" className={styles.person ?? ''} data-testid="person">
          <Avatar size={24}>{person.name.slice(0, 1)}</Avatar>
          <span className={styles.personName}>{person.name}</span>
        </Button>
      </Dropdown>
      <Suspense>{safety && <SafetyPanel open onClose={() => setSafety(false)} />}</Suspense>
      <OwnPassword open={password} onClose={() => setPassword(false)} />
    </>
  )
}
