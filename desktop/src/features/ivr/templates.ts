/** Flows to begin with: whole, and made of what every house can say. */
import { type AnyNode, type AnyPart, NEW_NODES, type NodeKind } from '@/shared/flow'
import type { TextKey } from '@/texts'
import type { Draft } from './draft'
import { arranged, line } from './places'

interface Template {
  name: TextKey
  hint: TextKey
  draft: () => Draft
}

type Of<K extends NodeKind> = Extract<AnyNode, { kind: K }>

const says = (...prompts: string[]): AnyPart[] => prompts.map((prompt) => ({ type: 'prompt', prompt }))
const again = { invalid_say: says('ivr-wrong'), no_input_say: says('ivr-nothing') }

function node<K extends NodeKind>(kind: K, id: string, values: Partial<Of<K>> = {}): AnyNode {
  return { ...structuredClone(NEW_NODES[kind]), ...values, id } as AnyNode
}

/** The first node is where the flow begins. */
function flow(...nodes: AnyNode[]): Draft {
  const whole = { format: 1, start: nodes[0]?.id ?? '', nodes }
  return { flow: whole, layout: arranged(whole, (id) => (id.startsWith('menu') ? line * 2 : line)) }
}

const workdays: [number, number][][] = [1, 2, 3, 4, 5, 6, 7].map((day) => (day <= 5 ? [[9 * 60, 18 * 60]] : []))

export const templates: Record<'day_night' | 'on_duty' | 'order', Template> = {
  day_night: {
    name: 'ivr.template.day_night',
    hint: 'ivr.template.day_night_hint',
    draft: () =>
      flow(
        node('condition', 'condition-1', { question: { on: 'time', weekly: workdays, holidays: true }, exits: { yes: 'menu-1', no: 'hang_up-1' } }),
        node('menu', 'menu-1', {
          keys: ['1', '2', '0'],
          say: says('greeting-default', 'ivr-menu'),
          ...again,
          exits: { '1': 'queue-1', '2': 'queue-2', '0': 'menu-1', invalid: 'queue-1', no_input: 'queue-1' },
        }),
        node('queue', 'queue-1'),
        node('queue', 'queue-2'),
        node('hang_up', 'hang_up-1', { say: says('closed') }),
      ),
  },
  on_duty: {
    name: 'ivr.template.on_duty',
    hint: 'ivr.template.on_duty_hint',
    draft: () =>
      flow(
        node('condition', 'condition-1', { question: { on: 'time', weekly: workdays, holidays: true }, exits: { yes: 'queue-1', no: 'external-1' } }),
        node('queue', 'queue-1'),
        node('external', 'external-1', { exits: { busy: 'voicemail-1', no_answer: 'voicemail-1', failed: 'voicemail-1' } }),
        node('voicemail', 'voicemail-1'),
      ),
  },
  order: {
    name: 'ivr.template.order',
    hint: 'ivr.template.order_hint',
    draft: () =>
      flow(
        node('collect', 'collect-1', {
          variable: 'order_no',
          min_digits: 4,
          say: says('greeting-default', 'ivr-order-number'),
          ...again,
          exits: { next: 'look_up-1', invalid: 'queue-1', no_input: 'queue-1' },
        }),
        node('look_up', 'look_up-1', {
          source: 'orders',
          inputs: { number: 'order_no' },
          outputs: { state: 'order_state' },
          exits: { found: 'play-1', not_found: 'play-2', failed: 'queue-1' },
        }),
        node('play', 'play-1', { say: [...says('ivr-order-state'), { type: 'value', variable: 'order_state', spoken_as: 'prompt' }], exits: { next: 'hang_up-1' } }),
        node('play', 'play-2', { say: says('ivr-order-unknown'), exits: { next: 'queue-1' } }),
        node('hang_up', 'hang_up-1', { say: says('goodbye') }),
        node('queue', 'queue-1'),
      ),
  },
}
