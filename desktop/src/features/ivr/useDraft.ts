/** The draft of a flow: changed here, and saved by itself a moment after the last change. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { Flow } from '@/shared/flow'
import { type Shape, api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { type Draft, heightIn } from './draft'
import { begun, stepped } from './history'
import { arranged } from './places'

export type Kept = Shape<'DraftOut'>
export type Fault = Shape<'FaultOut'>

/** After the last change. */
const pause = 600
/** Browsers send on 64 KiB of a page that is gone; a character may take three bytes. */
const sentOnBytes = 20_000

function draftOf(kept: Kept): Draft {
  const flow = kept.flow as unknown as Flow
  return { flow, layout: { ...arranged(flow, heightIn(flow)), ...(kept.layout as Draft['layout']) } }
}

/** `found`: the draft as it was when the flow was opened. */
export function useDraft(id: string, found: Kept) {
  const cache = useQueryClient()
  const [history, step] = useReducer(stepped, found, (one) => begun(draftOf(one)))
  /** What the house has, and what it says of it. */
  const [kept, setKept] = useState({ draft: history.now, answer: found })
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const { now } = history
  const { revision } = kept.answer
  const put = useCallback(
    (draft: Draft, from: number, keepalive = false) => {
      const body = { flow: draft.flow as never, layout: draft.layout, revision: from }
      return call(api.PUT('/api/ivr-flows/{id}/draft', { params: { path: { id } }, body, keepalive }))
    },
    [id],
  )
  /** The saving that is not answered yet, and what it saves. */
  const underway = useRef<{ draft: Draft; answer: Promise<Kept> } | null>(null)
  const save = useCallback(
    async (draft: Draft) => {
      setBusy(true)
      try {
        underway.current = { draft, answer: put(draft, revision) }
        const answer = await underway.current.answer
        setKept({ draft, answer })
        setError(null)
        void cache.invalidateQueries({ queryKey: ['ivr-flows', 'one', id] })
      } catch (failure) {
        setError(failure)
      } finally {
        underway.current = null
        setBusy(false)
      }
    },
    [id, revision, cache, put],
  )
  // One saving at a time: what changes meanwhile is saved after it. What could not be saved is tried with the next change.
  const [tried, setTried] = useState<Draft | null>(null)
  useEffect(() => {
    if (busy || now === kept.draft || (error !== null && now === tried)) return undefined
    const timer = setTimeout(() => {
      setTried(now)
      void save(now)
    }, pause)
    return () => clearTimeout(timer)
  }, [busy, now, kept, error, tried, save])
  // The page is left: what was drawn a moment ago is saved all the same.
  const tell = useTellFailure()
  const leave = useRef(() => {})
  useEffect(() => {
    leave.current = () => {
      const last = underway.current
      if (error !== null || now === (last?.draft ?? kept.draft)) return
      const saving = last ? last.answer.then((answer) => put(now, answer.revision)) : put(now, revision)
      saving.then(() => cache.invalidateQueries({ queryKey: ['ivr-flows'] }), tell)
    }
  })
  useEffect(() => () => leave.current(), [])
  // The tab is closed: the browser sends it on, if it is not larger than what browsers send on.
  useEffect(() => {
    const close = () => {
      if (error !== null || busy || now === kept.draft || JSON.stringify(now).length > sentOnBytes) return
      put(now, revision, true).catch(() => undefined)
    }
    window.addEventListener('pagehide', close)
    return () => window.removeEventListener('pagehide', close)
  }, [busy, error, now, kept, revision, put])
  return { history, step, draft: now, faults: kept.answer.faults, revision, saved: now === kept.draft && !busy, error, retry: () => save(now) }
}
