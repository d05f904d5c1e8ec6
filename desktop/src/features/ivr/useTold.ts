/** What a node does, in one line on the canvas. */
import type { AnyNode, AnyPart } from '@/shared/flow'
import { usePick, useText } from '@/shared/text'
import { usePromptWord, useQueues, useSources } from './choices'

export function useTold(): (node: AnyNode) => string {
  const t = useText()
  const pick = usePick()
  const promptWord = usePromptWord()
  const queues = useQueues()
  const sources = useSources()
  const said = (parts: AnyPart[]) => parts.map((part) => (part.type === 'prompt' ? promptWord(part.prompt) : `{${part.variable}}`)).join(' ')
  return (node) => {
    switch (node.kind) {
      case 'play':
      case 'menu':
      case 'rating':
      case 'hang_up':
        return said(node.say)
      case 'collect':
        return [node.variable && `→ ${node.variable}`, said(node.say)].filter(Boolean).join(' · ')
      case 'condition':
        return node.question.on === 'data' ? `${node.question.variable} ${t(`ivr.is.${node.question.is}`)} ${node.question.value}` : node.question.on === 'caller' ? t(`ivr.what.${node.question.what}`) : t('ivr.question.time')
      case 'look_up':
        return pick(sources.find((one) => one.name === node.source)?.label) || node.source
      case 'set':
        return `${node.variable} = ${node.value}`
      case 'queue':
      case 'voicemail':
        return node.queue_id ? (queues.find((one) => one.value === node.queue_id)?.label ?? t('ivr.gone')) : t('ivr.own_queue')
      case 'external':
        return node.number
      case 'agent':
        return node.shows.map((one) => one.label || one.variable).join(' · ')
    }
  }
}
