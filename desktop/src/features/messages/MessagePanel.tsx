/** One message: who left it, where and when, its sound, and what is done about it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Descriptions, Flex, Skeleton } from 'antd'
import { Link } from 'react-router'
import { api, call } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Duration, Moment, PhoneNumber } from '@/shared/ui/Figures'
import { Named } from '@/shared/ui/Named'
import { RecordingPlayer } from '@/shared/ui/RecordingPlayer'
import { SidePanel } from '@/shared/ui/SidePanel'
import { Word } from '@/shared/ui/Word'
import type { Message } from '@/live/message'
import { Acts } from './Acts'
import { Heard } from './Heard'

export function MessagePanel({ id, onClose }: { id: string | null; onClose: () => void }) {
  const t = useText()
  const { data, error, refetch } = useQuery({
    queryKey: ['messages', 'one', id],
    queryFn: () => call(api.GET('/api/messages/{message}', { params: { path: { message: id ?? '' } } })),
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data && ['recording', 'recorded'].includes(query.state.data.sound) ? 3_000 : false),
  })
  return (
    <SidePanel open={id !== null} onClose={onClose} title={t('message.one')} size={520} mask={false} beside>
      {data ? <Body message={data} /> : error ? <ErrorNote error={error} retry={() => void refetch()} /> : <Skeleton active />}
    </SidePanel>
  )
}

function Body({ message }: { message: Message }) {
  const t = useText()
  const cache = useQueryClient()
  return (
    <Flex vertical gap={16}>
      <RecordingPlayer
        kind="messages"
        id={message.id}
        state={message.sound}
        onPlay={() => void cache.invalidateQueries({ queryKey: ['messages'] })}
      />
      {message.closed_at === null && <Acts message={message} />}
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'number', label: t('call.number'), children: <PhoneNumber number={message.number} /> },
          ...(message.customer ? [{ key: 'customer', label: t('call.customer'), children: message.customer }] : []),
          { key: 'left', label: t('message.left_at'), children: <Moment at={message.left_at} /> },
          { key: 'length', label: t('message.length'), children: <Duration ms={message.ms} /> },
          { key: 'queue', label: t('call.queue'), children: <Named row={message.queue} /> },
          { key: 'line', label: t('call.service_line'), children: <Named row={message.service_line} /> },
          { key: 'heard', label: t('message.heard'), children: <Heard message={message} /> },
          ...(message.closed_at
            ? [
                { key: 'result', label: t('callback.outcome'), children: <Word group="callback.result" value={message.result} /> },
                { key: 'closed', label: t('callback.claimed_by'), children: message.closed_by?.name ?? '–' },
              ]
            : []),
          { key: 'call', label: t('calls.one'), children: <Link to={`/calls?open=${message.call}`}>{t('message.its_call')}</Link> },
        ]}
      />
    </Flex>
  )
}
