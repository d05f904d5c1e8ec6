/** The call on the desk: as the floor shows it, or, when it is over and being wrapped up, from its record. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Desk } from '@/live/line'
import type { CallView } from '@/live/protocol'
import { type Shape, api, call } from '@/shared/api/client'

export interface DeskCall {
  id: string
  direction: 'inbound' | 'outbound'
  /** The system has called back by itself. */
  called_back: boolean
  number: string
  house_number: string
  service_line: string
  service_line_en: string
  started_at: number
  queued_at: number
  answered_at: number
  ended: boolean
  hung_up_by: string
}

type CallRecord = Shape<'CallDetail'>

const ms = (at: string | null) => (at ? Date.parse(at) : 0)

export function fromView(view: CallView, ended: boolean): DeskCall {
  const { id, direction, customer_number: number, house_number, service_line, service_line_en } = view
  const { started_at, queued_at, answered_at, hung_up_by } = view
  const called_back = view.called_for === 'callback'
  return { id, direction: direction === 'outbound' ? 'outbound' : 'inbound', called_back, number, house_number, service_line, service_line_en, started_at, queued_at, answered_at, ended, hung_up_by }
}

export function fromRecord(record: CallRecord): DeskCall {
  return {
    id: record.id,
    direction: record.direction === 'outbound' ? 'outbound' : 'inbound',
    called_back: record.called_back !== null,
    number: record.number,
    house_number: record.house_number,
    service_line: record.service_line?.name ?? '',
    service_line_en: record.service_line?.name_en ?? '',
    started_at: ms(record.started_at),
    queued_at: ms(record.queued_at),
    answered_at: ms(record.answered_at),
    ended: true,
    hung_up_by: record.ended_by,
  }
}

export function useCallOnDesk(desk: Desk | null): DeskCall | null {
  const id = desk?.agent?.call || desk?.call?.id || ''
  const view = desk?.call?.id === id ? desk.call : null
  const internal = view?.direction === 'internal'
  const [last, setLast] = useState<CallView | null>(null)
  if (view && view !== last) setLast(view)
  const known = last?.id === id ? last : null
  const { data: record } = useQuery({
    queryKey: ['call', id],
    queryFn: () => call(api.GET('/api/calls/{call}', { params: { path: { call: id } } })),
    enabled: id !== '' && !view && !known && !internal,
    retry: 3,
  })
  if (!id || internal) return null // a colleague is no customer to be served
  if (view) return fromView(view, desk?.agent?.state === 'wrap_up')
  if (known) return fromView(known, true)
  return record ? fromRecord(record) : null
}
