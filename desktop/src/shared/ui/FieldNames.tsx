/** A row's own values by what they are called, as in the trail. */
import { isText, useText } from '@/shared/text'

export const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-/

/** What a machine needs and no person reads. */
export const silent: ReadonlySet<string> = new Set(['id', 'tenant_id', 'created_at', 'changed_at', 'path', 'depth', 'numchild', 'last_login', 'credential'])

/** A field as people call it; one that is newer than this page says that it is another. */
export function useAttribute(): (name: string) => string {
  const t = useText()
  return (name) => {
    const key = `field_of.${name}`
    return t(isText(key) ? key : isId.test(name) ? 'attribute.member' : 'attribute.other')
  }
}

export function FieldNames({ names }: { names: readonly string[] }) {
  const word = useAttribute()
  return <>{[...new Set(names.filter((name) => !silent.has(name)).map(word))].join(' · ')}</>
}
