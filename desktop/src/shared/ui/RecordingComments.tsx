/** What was said about moments of a recording; one's own is changed and taken back here. */
import { DeleteOutlined, EditOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Flex, Input, Typography } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { duration } from '@/shared/formats'
import { useText } from '@/shared/text'
import { Moment } from './Figures'

export type Comment = Shape<'CommentOut'>

/** A comment that is being written: a new one, or one of one's own again. */
export interface Draft {
  id: string | null
  at_ms: number
  text: string
}

interface Props {
  recording: string
  comments: readonly Comment[]
  draft: Draft | null
  onDraft: (draft: Draft | null) => void
  onSeek: (seconds: number) => void
}

const limit = 1000

export function RecordingComments({ recording, comments, draft, onDraft, onSeek }: Props) {
  const t = useText()
  const cache = useQueryClient()
  const tell = useTellFailure()
  const path = (comment: string) => ({ path: { recording, comment } })
  const again = () => cache.invalidateQueries({ queryKey: ['comments', recording] })
  const save = async ({ id, at_ms, text }: Draft) => {
    const body = { at_ms, text }
    try {
      await (id
        ? call(api.PUT('/api/recordings/{recording}/comments/{comment}', { params: path(id), body }))
        : call(api.POST('/api/recordings/{recording}/comments', { params: { path: { recording } }, body })))
      onDraft(null)
      await again()
    } catch (error) {
      tell(error)
    }
  }
  const remove = (id: string) =>
    call(api.DELETE('/api/recordings/{recording}/comments/{comment}', { params: path(id) })).then(again, tell)
  return (
    <Flex vertical gap={4} style={{ marginTop: 8 }} data-testid="comments">
      {comments.map((one) =>
        draft?.id === one.id ? (
          <Writing key={one.id} draft={draft} onDraft={onDraft} onSave={save} />
        ) : (
          <Flex key={one.id} gap={8} align="baseline" data-testid="comment">
            <Button type="link" size="small" className="z-figures" onClick={() => onSeek(one.at_ms / 1000)}>
              {duration(one.at_ms)}
            </Button>
            <span style={{ flex: 1, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{one.text}</span>
            <Typography.Text type="secondary" style={{ whiteSpace: 'nowrap' }}>
              {one.person.name} <Moment at={one.changed_at ?? one.written_at} />
              {one.changed_at && ` · ${t('comment.changed')}`}
            </Typography.Text>
            {one.mine && (
              <>
                <Button
                  type="text"
                  size="small"
                  icon={<EditOutlined />}
                  aria-label={t('comment.edit')}
                  onClick={() => onDraft({ id: one.id, at_ms: one.at_ms, text: one.text })}
                />
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={t('comment.take_back')}
                  onClick={() => void remove(one.id)}
                />
              </>
            )}
          </Flex>
        ),
      )}
      {draft && draft.id === null && <Writing draft={draft} onDraft={onDraft} onSave={save} />}
    </Flex>
  )
}

function Writing({ draft, onDraft, onSave }: { draft: Draft; onDraft: (draft: Draft | null) => void; onSave: (draft: Draft) => Promise<void> }) {
  const t = useText()
  const [text, setText] = useState(draft.text)
  const [saving, setSaving] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.querySelector('textarea')?.focus(), [])
  const save = async () => {
    if (!text.trim() || saving) return
    setSaving(true)
    await onSave({ ...draft, text: text.trim() })
    setSaving(false)
  }
  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      onDraft(null)
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      void save()
    }
  }
  return (
    <Flex ref={box} gap={8} align="start">
      <span className="z-figures" style={{ lineHeight: '32px' }}>
        {duration(draft.at_ms)}
      </span>
      <Input.TextArea
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={limit}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={key}
        placeholder={t('comment.placeholder')}
        aria-label={t('comment.placeholder')}
      />
      <Button type="primary" loading={saving} disabled={!text.trim()} onClick={() => void save()}>
        {t('action.save')}
      </Button>
      <Button onClick={() => onDraft(null)}>{t('action.cancel')}</Button>
    </Flex>
  )
}
