/** A short figure in a sentence of the texts. */
import { type Values, useText } from '@/shared/text'
import type { TextKey } from '@/texts'

export function Told({ text, values }: { text: TextKey; values: Values }) {
  return <span className="z-figures">{useText()(text, values)}</span>
}
