/** What nodes, exits and settings are called. */
import type { AnyNode, NodeKind } from '@/shared/flow'
import { type Say, isText, useText } from '@/shared/text'
import type { TextKey } from '@/texts'

export const kindText = (kind: NodeKind): TextKey => `ivr.kind.${kind}`

export function exitWord(t: Say, exit: string): string {
  const key = `ivr.exit.${exit}`
  return isText(key) ? t(key) : t('ivr.exit.key', { key: exit })
}

/** Its own name, else its kind, with the number of its id where there are several. */
export function nodeWord(t: Say, node: AnyNode): string {
  const [, number] = /-(\d+)$/.exec(node.id) ?? []
  return node.name || `${t(kindText(node.kind))}${number && number !== '1' ? ` ${number}` : ''}`
}

/** A setting by the label of its field. */
export function settingWord(t: Say, name: string): string {
  const key = `ivr.${name}`
  return isText(key) ? t(key) : name
}

export function useNodeWord(): (node: AnyNode) => string {
  const t = useText()
  return (node) => nodeWord(t, node)
}
