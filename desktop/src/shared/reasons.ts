/** Not-ready reasons: those an agent may choose, and the words for all that can stand in a view. */
import { type TextKey, texts } from '@/texts'

export const reasons = ['rest', 'meal', 'toilet', 'training', 'meeting', 'coaching', 'other'] as const

export function reasonText(reason: string): TextKey | null {
  const key = `reason.${reason}`
  return key in texts ? (key as TextKey) : null
}
