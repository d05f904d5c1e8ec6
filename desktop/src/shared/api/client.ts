/** The only door to the API: same origin, session cookie, CSRF header, typed by the API's own description. */
import createClient from 'openapi-fetch'
import type { components, paths } from '@/generated/api'
import { hearHeld } from '@/shared/held'
import { currentSession, sayOver } from '@/shared/over'
import { workedLately } from '@/shared/work'
import { fromBody, noAnswer } from './errors'

export type Shape<N extends keyof components['schemas']> = components['schemas'][N]
export type Query = Record<string, string | number | boolean | null | undefined>

export type Totals = Record<string, number | null>

export interface Page<T> {
  items: T[]
  total: number
  /** There are more than `total`: nobody counts them, or sums them up. */
  more: boolean
  page: number
  size: number
  /** Sums and averages of the whole list. */
  totals?: Totals
}

export function csrfToken(cookies: string): string {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(cookies)?.[1] ?? ''
}

/** A link with its query; empty values are left out. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filled(query))) search.set(name, String(value))
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

function filled(query: Query): Query {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  )
}

export const api = createClient<paths>({
  baseUrl: typeof window === 'undefined' ? '' : window.location.origin,
  credentials: 'same-origin',
  fetch: (request: Request) => {
    if (request.method !== 'GET') request.headers.set('X-CSRFToken', csrfToken(document.cookie))
    if (workedLately()) request.headers.set('X-Worked', '1')
    return fetch(request)
  },
})

/** Whoever was signed in is it no more. */
const signedOut = 'not_signed_in'

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The body of a good answer; everything else is thrown as an `ApiError`. */
export async function call<T>(answering: Promise<Answer<T>>): Promise<T> {
  const asked = currentSession()
  let answer: Answer<T>
  try {
    answer = await answering
  } catch {
    throw noAnswer()
  }
  if (!answer.response.ok) {
    const error = fromBody(answer.response.status, answer.error)
    if (error.code === signedOut) sayOver(true, asked)
    hearHeld(error.code)
    throw error
  }
  return answer.data as T
}

type Listed<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': { items: (infer T)[] } } } } }
}
  ? T
  : never

/** The loader of a list for a page table: whatever stands in the address goes to the API, which checks it. */
export function listOf<P extends keyof paths>(path: P): (query: Query) => Promise<Page<Listed<P>>> {
  return (query) =>
    call(api.GET(path as never, { params: { query: filled(query) } } as never) as Promise<Answer<Page<Listed<P>>>>)
}
