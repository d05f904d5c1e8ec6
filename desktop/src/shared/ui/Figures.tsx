/** Times, spans and numbers as they are written everywhere. */
import { useLayoutEffect, useRef } from 'react'
import { onSecond, serverNow, useNow } from '@/shared/clock'
import { type Detail, duration, moment, near, phone } from '@/shared/formats'
import { useZone } from '@/shared/session'

export function Duration({ ms }: { ms: number | null | undefined }) {
  return <span className="z-figures">{ms === null || ms === undefined ? '–' : duration(ms)}</span>
}

export function Moment({ at, detail = 'moment' }: { at: string | number | null | undefined; detail?: Detail }) {
  return <span className="z-figures">{moment(at, useZone(), detail) || '–'}</span>
}

/** A moment that is mostly of today. */
export function Recent({ at }: { at: string }) {
  const zone = useZone()
  return (
    <span className="z-figures" title={moment(at, zone)}>
      {near(at, zone, serverNow())}
    </span>
  )
}

/** A running time since a moment of the house's clock. */
export function Running({ since }: { since: number }) {
  const place = useRef<HTMLSpanElement>(null)
  // Three hundred clocks on one page: each writes its text, and nothing is drawn anew for it.
  useLayoutEffect(() => {
    const write = () => {
      const shown = duration(serverNow() - since)
      if (place.current && place.current.textContent !== shown) place.current.textContent = shown
    }
    write()
    return onSecond(write)
  }, [since])
  return <span ref={place} className="z-figures" />
}

/** Time that is left until a moment. */
export function Remaining({ until }: { until: number }) {
  useNow()
  return <span className="z-figures">{duration(until - serverNow() + 999)}</span>
}

export function PhoneNumber({ number }: { number: string }) {
  return <span className="z-figures">{phone(number)}</span>
}

export function Numbers({ numbers }: { numbers: readonly string[] }) {
  return <span className="z-figures">{numbers.map(phone).join(' · ') || '–'}</span>
}
