/** What came of it: notes as typed, the result by key, and what to do next. */
import { Button, Flex, Input, Typography } from 'antd'
import { useAgentLine } from '@/live/agent'
import { chooseResult, sendingResult, useChosenResult } from '@/live/outcome'
import { leaves, useDispositions, useNamed } from '@/shared/dispositions'
import { useTellFailure } from '@/shared/failure'
import { useKey } from '@/shared/keys'
import { usePick, useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import { ErrorText } from '@/shared/ui/ErrorText'
import { Panel } from '@/shared/ui/Page'
import { ResultButton } from '@/shared/ui/ResultButton'
import type { TextKey } from '@/texts'
import type { NoteStatus } from './noteKeeper'
import { useNote } from './notes'
import type { DeskCall } from './useCallOnDesk'
import styles from './Workbench.module.css'

export const noteLimit = 10_000

const statusText: Record<NoteStatus, TextKey> = {
  loading: 'note.loading',
  saved: 'note.saved',
  typing: 'note.typing',
  saving: 'note.saving',
  waiting: 'note.waiting',
  refused: 'note.refused',
}

export function OutcomeColumn({ call, person, state }: { call: DeskCall; person: string; state: string }) {
  const t = useText()
  const pick = usePick()
  const note = useNote(person, call.id)
  return (
    <div className={styles.column}>
      <Panel
        fill
        title={t('note.title')}
        extra={
          <Typography.Text type={note.status === 'waiting' || note.status === 'refused' ? 'danger' : 'secondary'} data-testid="note-status" data-status={note.status}>
            {note.text || note.status === 'waiting' ? t(statusText[note.status]) : ''}
          </Typography.Text>
        }
      >
        <Input.TextArea
          value={note.text}
          onChange={(event) => note.type(event.target.value)}
          placeholder={t('note.hint')}
          aria-label={t('note.title')}
          className={styles.note ?? ''}
          maxLength={noteLimit}
          data-testid="note"
        />
        {note.refusal && <ErrorText>{pick(note.refusal.sentence)}</ErrorText>}
        {note.text.length >= noteLimit && <ErrorText>{t('note.full', { n: noteLimit })}</ErrorText>}
      </Panel>
      <Panel title={t('result.title')} extra={<Typography.Text type="secondary">{t('result.keys')}</Typography.Text>}>
        <Results call={call.id} />
      </Panel>
      <Next call={call.id} open={state === 'wrap_up'} />
    </div>
  )
}

function Results({ call }: { call: string }) {
  const t = useText()
  const named = useNamed()
  const { data } = useDispositions()
  const chosen = useChosenResult(call)
  const results = leaves(data ?? [])
  const toggle = (code: string | undefined) => code && chooseResult(call, chosen === code ? '' : code)
  useKey('result', (digit) => toggle(results[digit - 1]?.code), results.length > 0)
  if (data && results.length === 0) return <EmptyState compact title={t('result.none')} hint={t('result.none_hint')} />
  return (
    <div className={styles.results} role="radiogroup" aria-label={t('result.title')}>
      {results.map((one, index) => (
        <ResultButton
          key={one.id}
          chosen={chosen === one.code}
          digit={index < 9 ? index + 1 : null}
          onPick={() => toggle(one.code)}
        >
          {named(one)}
        </ResultButton>
      ))}
    </div>
  )
}

/** It keeps its place from the ring on, so that nothing above it moves as the call ends. */
function Next({ call, open }: { call: string; open: boolean }) {
  const t = useText()
  const line = useAgentLine()
  const tell = useTellFailure()
  const finish = () =>
    sendingResult(call, async (disposition) => {
      try {
        await line?.ask('finish_wrap_up', { call, disposition, ready: false })
        return true
      } catch (error) {
        tell(error)
        return false
      }
    })
  return (
    <Panel>
      <Flex justify="space-between" align="center" gap={8}>
        <Typography.Text type="secondary">{t(open ? 'next.hint' : 'next.later')}</Typography.Text>
        <Button disabled={!open} data-act="done-not-ready" onClick={() => void finish()}>{t('next.not_ready')}</Button>
      </Flex>
    </Panel>
  )
}
