/** Drawing a flow: each change gives a new draft, is taken back and done again, and is told in words before it is published. */
import { expect, it } from 'vitest'
import { type Draft, add, begin, change, connect, emptyDraft, exitsOf, freeExit, nodeOf, remove, variablesOf } from '@/features/ivr/draft'
import { differences } from '@/features/ivr/differences'
import { begun, stepped } from '@/features/ivr/history'
import { arranged, column } from '@/features/ivr/places'
import { templates } from '@/features/ivr/templates'

/** A menu whose key 1 leads to a queue. */
function menu(): Draft {
  const first = add(emptyDraft, 'menu')
  const keyed = change(first.draft, first.id, { keys: ['1', '2'] } as never)
  return add(keyed, 'queue', { from: { node: first.id, exit: '1' } }).draft
}

it('the first node is where the flow begins, and a node that is added from another stands to its right', () => {
  const draft = menu()
  expect(draft.flow.start).toBe('menu-1')
  expect(nodeOf(draft, 'menu-1')?.exits).toEqual({ '1': 'queue-1' })
  expect(draft.layout['queue-1']?.x).toBe(column)
  expect(freeExit(nodeOf(draft, 'menu-1'))).toBe('2')
})

it('a key that is taken away takes its exit along', () => {
  const draft = change(menu(), 'menu-1', { keys: ['2'] } as never)
  expect(nodeOf(draft, 'menu-1')?.exits).toEqual({})
  expect(draft.flow.nodes.slice(0, 1).flatMap(exitsOf)).toEqual(['2', 'invalid', 'no_input'])
})

it('a node that goes takes what led to it along, and another one begins the flow', () => {
  const draft = remove(menu(), ['menu-1'])
  expect(draft.flow.start).toBe('queue-1')
  expect(remove(menu(), ['queue-1']).flow.nodes[0]?.exits).toEqual({})
  expect(draft.layout).not.toHaveProperty('menu-1')
})

it('what was changed is taken back and done again; typing on in one field is one step', () => {
  let history = begun(menu())
  const name = (text: string) => stepped(history, { type: 'change', draft: change(history.now, 'menu-1', { name: text }), of: 'menu-1.name' })
  history = name('a')
  history = name('ab')
  history = stepped(history, { type: 'change', draft: begin(history.now, 'queue-1') })
  history = stepped(history, { type: 'undo' })
  expect(nodeOf(history.now, 'menu-1')?.name).toBe('ab')
  history = stepped(history, { type: 'undo' })
  expect(nodeOf(history.now, 'menu-1')?.name).toBe('')
  history = stepped(stepped(history, { type: 'redo' }), { type: 'redo' })
  expect(history.now.flow.start).toBe('queue-1')
  expect(stepped(history, { type: 'redo' })).toBe(history)
})

it('what publishing would change is told node by node', () => {
  const live = menu().flow
  const second = add(change(menu(), 'menu-1', { name: '总机', wait_ms: 8_000 } as never), 'hang_up')
  const draft = remove(connect(second.draft, 'menu-1', '2', second.id), ['queue-1'])
  const told = differences(live, draft.flow).map(({ done, node, settings, exits }) => [done, node?.id, settings, exits.map((one) => `${one.exit}>${one.to?.id ?? ''}`)])
  expect(told).toEqual([
    ['changed', 'menu-1', ['name', 'wait_ms'], []],
    ['led', 'menu-1', [], ['1>', '2>hang_up-1']],
    ['added', 'hang_up-1', [], []],
    ['removed', 'queue-1', [], []],
  ])
  expect(differences(live, live)).toEqual([])
  expect(differences(null, live).map((one) => one.done)).toEqual(['added', 'added'])
})

it('variables of the flow are those that something sets, beside those that every call has', () => {
  const asked = add(emptyDraft, 'collect')
  const draft = change(asked.draft, asked.id, { variable: 'order_no' } as never)
  expect(variablesOf(draft.flow, ['caller'])).toEqual(['caller', 'order_no'])
})

it.each(Object.keys(templates))('the template %s leads somewhere from every exit, and no two nodes stand on one another', (name) => {
  const draft = templates[name as keyof typeof templates].draft()
  const ids = new Set(draft.flow.nodes.map((node) => node.id))
  for (const node of draft.flow.nodes) for (const exit of exitsOf(node)) expect(ids).toContain(node.exits[exit])
  expect(new Set(Object.values(arranged(draft.flow)).map((place) => `${place.x}/${place.y}`)).size).toBe(ids.size)
  expect(new Set(Object.keys(draft.layout))).toEqual(ids)
})
