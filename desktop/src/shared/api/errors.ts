/** The API's one error shape, and what a person is told when there was no answer at all. */
import { texts } from '@/texts'
import type { Both } from '@/shared/text'

export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly sentence: Both,
    readonly status: number,
    readonly data: Record<string, unknown> = {},
  ) {
    super(`${code}: ${sentence.en}`)
    this.name = 'ApiError'
  }

  /** Sentences by field name, when the error is about what was filled in. */
  get fields(): Record<string, Both> {
    return (this.data['fields'] ?? {}) as Record<string, Both>
  }
}

export function both(key: keyof typeof texts): Both {
  const [zh, en] = texts[key]
  return { zh, en }
}

export function fromBody(status: number, body: unknown): ApiError {
  const shaped = body as { code?: string; message?: Both; data?: Record<string, unknown> } | null
  if (shaped?.code && shaped.message?.zh) {
    return new ApiError(shaped.code, shaped.message, status, shaped.data ?? {})
  }
  return new ApiError(`http_${status}`, both(status >= 500 ? 'error.server' : 'error.request'), status)
}

export function noAnswer(): ApiError {
  return new ApiError('no_answer', both('error.no_answer'), 0)
}
