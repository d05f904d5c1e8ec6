/** Whatever went wrong, as one sentence in the reader's language: API errors and refusals of the floor alike. */
import { App } from 'antd'
import { useCallback } from 'react'
import { ApiError, both } from './api/errors'
import { type Both, usePick } from './text'

export interface Failure {
  code: string
  sentence: Both
  /** Something does not work, as against a request that was refused for a reason. */
  broken: boolean
}

interface Coded {
  code: string
  sentence: Both | null
}

function isCoded(error: unknown): error is Coded {
  return error instanceof Error && 'code' in error && 'sentence' in error
}

export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError) return { code: error.code, sentence: error.sentence, broken: error.status === 0 || error.status >= 500 }
  if (isCoded(error)) {
    const known = error.code === 'line_lost' ? both('error.line_lost') : both('error.no_answer')
    return { code: error.code, sentence: error.sentence ?? known, broken: error.sentence === null }
  }
  return { code: 'page', sentence: both('error.page'), broken: true }
}

/** Tell a failure at the edge of the page, for acts that have no place of their own for it. */
export function useTellFailure(): (error: unknown) => void {
  const { message } = App.useApp()
  const pick = usePick()
  return useCallback(
    (error) => {
      const { code, sentence } = failureOf(error)
      void message.error({ content: pick(sentence), key: code, duration: 6 })
    },
    [message, pick],
  )
}
