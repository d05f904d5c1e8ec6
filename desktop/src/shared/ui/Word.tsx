/** A value of a fixed list in words; a value that is newer than this page has none yet. */
import { useText } from '@/shared/text'
import { type TextKey, texts } from '@/texts'

export function Word({ group, value }: { group: string; value: string }) {
  const t = useText()
  const key = `${group}.${value}`
  return <>{key in texts ? t(key as TextKey) : '–'}</>
}
