/** Where somebody is signed in, for who manages him. */
import { useQuery } from '@tanstack/react-query'
import { App, Button, Flex, Skeleton } from 'antd'
import { useState } from 'react'
import { api, call } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { SidePanel } from '@/shared/ui/SidePanel'
import { SessionList } from '@/shared/ui/SessionList'
import { useEnding } from '@/shared/ui/useEnding'

interface Whom {
  id: string
  name: string
}

export function PersonsSessions({ person }: { person: Whom }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('person.sign_in')}
      </Button>
      <SidePanel title={t('safety.sessions_of', { name: person.name })} open={open} onClose={() => setOpen(false)} size={520}>
        <Theirs person={person} />
      </SidePanel>
    </>
  )
}

function Theirs({ person }: { person: Whom }) {
  const t = useText()
  const key = ['people', person.id, 'sessions']
  const path = { path: { id: person.id } }
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => call(api.GET('/api/people/{id}/sessions', { params: path })) })
  const { end, endAll } = useEnding(key)
  const { modal } = App.useApp()
  const reset = async () => {
    const sure = await modal.confirm({ title: t('factor.reset'), content: t('factor.reset_text', { name: person.name }), okText: t('factor.reset'), okButtonProps: { danger: true }, cancelText: t('action.cancel') })
    if (sure) await end(() => call(api.POST('/api/people/{id}/second-factor/reset', { params: path })), t('factor.reset_done'))
  }
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active />
  return (
    <Flex vertical gap={12}>
      <SessionList sessions={data} onEnd={(one) => void end(() => call(api.DELETE('/api/sessions/{id}', { params: { path: { id: one.id } } })))} />
      <Flex gap={8} wrap>
        <Button onClick={() => void reset()}>{t('factor.reset')}</Button>
        {data.length > 0 && (
          <Button danger onClick={() => void endAll(t('safety.end_all'), () => call(api.DELETE('/api/people/{id}/sessions', { params: path })))}>
            {t('safety.end_all')}
          </Button>
        )}
      </Flex>
    </Flex>
  )
}
