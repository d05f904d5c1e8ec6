/** What is known around a call, as the tabs of the middle column: an area that knows something of a customer adds a row. */
import type { ReactNode } from 'react'
import type { ScreenPop } from '@/live/pop'
import { CallLine } from '@/shared/ui/CallLine'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Duration, Recent } from '@/shared/ui/Figures'
import { Named } from '@/shared/ui/Named'
import { Row } from '@/shared/ui/Row'
import { Told } from '@/shared/ui/Told'
import { Word } from '@/shared/ui/Word'
import { useText } from '@/shared/text'
import type { TextKey } from '@/texts'

interface About {
  key: string
  text: TextKey
  /** How many there are; they stand beside the tab's name. */
  count: (pop: ScreenPop) => number
  body: (pop: ScreenPop) => ReactNode
}

export const about: readonly About[] = [
  { key: 'history', text: 'who.earlier', count: (pop) => pop.earlier_calls.length, body: (pop) => <History pop={pop} /> },
  { key: 'owed', text: 'who.owed', count: (pop) => pop.callbacks.length, body: (pop) => <OwedToHim pop={pop} /> },
]

function History({ pop }: { pop: ScreenPop }) {
  const t = useText()
  if (pop.earlier_calls.length === 0) return pop.found && <EmptyState compact title={t('who.first')} hint={t('who.first_hint')} />
  return pop.earlier_calls.map((one) => <CallLine key={one.id} call={one} />)
}

function OwedToHim({ pop }: { pop: ScreenPop }) {
  const t = useText()
  if (pop.callbacks.length === 0) return <EmptyState compact title={t('who.owed_none')} hint={t('who.owed_none_hint')} />
  return pop.callbacks.map((task) => (
    <Row
      key={task.id}
      lead={<Recent at={task.last_at} />}
      main={<Word group="callback.why" value={task.reason} />}
      note={
        <>
          <Named row={task.service_line} /> · <Told text="callback.times" values={{ n: task.calls }} />
          {task.claimed_by && <> · {task.claimed_by.name}</>}
        </>
      }
      end={<Duration ms={task.waited_ms} />}
    />
  ))
}
