/** A value of a fixed list in words; a value that is newer than this page has none yet. */
import { isText, useText } from '@/shared/text'

export function Word({ group, value }: { group: string; value: string }) {
  const t = useText()
  const key = `${group}.${value}`
  return isText(key) ? <>{t(key)}</> : <span data-missing={key}>–</span>
}
