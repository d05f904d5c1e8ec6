/** What the API found wrong with a form, by field, in both languages: shown at its fields until each is mended. */
import type { FormInstance } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { ApiError } from '@/shared/api/errors'
import { type Both, useLanguage, usePick } from '@/shared/text'

/** `numbers.0.number` as the form names it. */
export function placeOf(field: string): (string | number)[] {
  return field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

export type Faults = Readonly<Record<string, Both>>

export const noFaults: Faults = {}

export function faultsOf(error: unknown): Faults {
  return error instanceof ApiError ? error.fields : noFaults
}

/** The faults that are left when these values were changed: whoever mends a field is not told of it any more. */
export function leftAfter(faults: Faults, changed: object): Faults {
  const touched = Object.keys(changed)
  return Object.fromEntries(Object.entries(faults).filter(([field]) => !touched.includes(String(placeOf(field)[0]))))
}

/** The form's field that shows a fault: the deepest that the form has on the way to it. */
function shownAt(form: FormInstance, field: string): (string | number)[] {
  const place = placeOf(field)
  for (let length = place.length; length > 0; length -= 1) {
    const part = place.slice(0, length)
    if (form.getFieldInstance(part as never) || length === 1) return part
  }
  return place
}

export interface FaultList {
  faults: Faults
  tell: (error: unknown) => void
  mend: (changed: object) => void
}

export function useFaults(form: FormInstance): FaultList {
  const pick = usePick()
  const language = useLanguage()
  const [faults, setFaults] = useState<Faults>(noFaults)
  const shown = useRef<(string | number)[][]>([])
  useEffect(() => {
    form.setFields(shown.current.map((name) => ({ name: name as never, errors: [] })))
    const byPlace = new Map<string, { name: (string | number)[]; errors: string[] }>()
    for (const [field, sentence] of Object.entries(faults)) {
      const name = shownAt(form, field)
      const key = name.join('.')
      byPlace.set(key, { name, errors: [...(byPlace.get(key)?.errors ?? []), pick(sentence)] })
    }
    shown.current = [...byPlace.values()].map((one) => one.name)
    form.setFields([...byPlace.values()].map(({ name, errors }) => ({ name: name as never, errors: [...new Set(errors)] })))
  }, [form, faults, pick])
  // What the form itself found is said anew in the other language.
  const before = useRef(language)
  useEffect(() => {
    if (before.current === language) return
    before.current = language
    const wrong = form.getFieldsError().filter((one) => one.errors.length > 0 && !shown.current.some((name) => name.join('.') === one.name.join('.')))
    if (wrong.length > 0) void form.validateFields(wrong.map((one) => one.name)).catch(() => undefined)
  }, [form, language])
  return {
    faults,
    tell: (error) => setFaults(faultsOf(error)),
    mend: (changed) => setFaults((now) => (Object.keys(now).length > 0 ? leftAfter(now, changed) : now)),
  }
}
