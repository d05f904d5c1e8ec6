/** A day in half hours, and what runs say of it. Shares are worked out by the server; here they are only laid out. */
import type { Shape } from '@/shared/api/client'
import { figureOf } from '@/shared/measures'

export type Staffing = Shape<'StaffingOut'>
export type Row = Shape<'WhatIfRowOut'>
export type Run = Shape<'WhatIfOut'>
export type Values = Shape<'WhatIfForm'>

export const slots = 48

/** When a half hour of the day begins; the 48th is the end of the day. */
export function clock(slot: number): string {
  return `${String(Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 === 0 ? '00' : '30'}`
}

/** Calls of a day of which each half hour is told by the hour. */
export function callsADay(perHour: readonly number[]): number {
  return Math.round(perHour.reduce((sum, one) => sum + one, 0) / 2)
}

/** The same curve with so many calls a day; one without any becomes flat. */
export function scaled(perHour: readonly number[], calls: number): number[] {
  const now = perHour.reduce((sum, one) => sum + one, 0) / 2
  if (now === 0) return perHour.map(() => tenth((calls * 2) / slots))
  return perHour.map((one) => tenth((one * calls) / now))
}

export function flat(perHour: number, from: number, until: number): number[] {
  return Array.from({ length: slots }, (_, slot) => (slot >= from && slot < until ? perHour : 0))
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

/** What is drawn over the day. */
export const drawn = ['K5', 'K15_abandoned', 'wait', 'K3', 'K18'] as const
export type Drawn = (typeof drawn)[number]

type HalfHour = Staffing['half_hours'][number]

/** Its value in a half hour: a share, or seconds of waiting; null: nobody called or was there. */
export function valueOf(what: Drawn, half: HalfHour): number | null {
  if (what === 'wait') return half.mean_wait_ms === null ? null : half.mean_wait_ms / 1000
  return figureOf(half.figures, what)?.value ?? null
}

/** What the formula says of it by half hours; none where it says nothing of such a figure. */
export function formulaOf(what: Drawn, staffing: Staffing | undefined): readonly (number | null)[] {
  if (what === 'K5') return staffing?.reference.service_level ?? []
  return what === 'K15_abandoned' ? (staffing?.reference.abandonment ?? []) : []
}

/** From the first half hour in which somebody called to the last. */
export function spanOf(staffings: readonly Staffing[]): [number, number] {
  const called = staffings.flatMap((one) => one.half_hours.flatMap((half, slot) => (half.calls_a_day > 0 ? [slot] : [])))
  return called.length > 0 ? [Math.min(...called), Math.max(...called)] : [0, slots - 1]
}

/** The plan as Erlang A supposes it: wrap-up counted as talk, answered at once, nobody told that all are busy. */
export function simplified(values: Values): Values {
  return {
    ...values,
    plan: {
      ...values.plan,
      ring_s: 0,
      queues: values.plan.queues.map((queue) => ({
        ...queue,
        talk_s: queue.talk_s + (queue.wrap_up_s ?? 0) + (values.plan.ring_s ?? 0),
        wrap_up_s: 0,
        timeout_s: 0,
        patience_s: queue.patience_s || 60,
      })),
      teams: values.plan.teams.map((team) => ({ ...team, serves: team.serves.map((one) => ({ ...one, after_s: 0 })) })),
    },
  }
}
