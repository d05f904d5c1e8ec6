/** A row's own values by the words of the forms. */
import { attributes, silent } from '@/shared/attributes'
import { useText } from '@/shared/text'

export const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-/

/** A field as people call it; one that is newer than this page says that it is another. */
export function useAttribute(): (name: string) => string {
  const t = useText()
  return (name) => t(attributes[name] ?? (isId.test(name) ? 'attribute.member' : 'attribute.other'))
}

export function FieldNames({ names }: { names: readonly string[] }) {
  const word = useAttribute()
  return <>{[...new Set(names.filter((name) => !silent.has(name)).map(word))].join(' · ')}</>
}
