/** The way of a try lights up, and is told line by line. */
import { expect, it } from 'vitest'
import { templates } from '@/features/ivr/templates'
import { type Did, becomes, told, walkOf } from '@/features/ivr/walk'
import { EXITS } from '@/shared/flow'

it('each answer of a call outside is the exit that the engine takes', () => {
  expect(Object.values(becomes).filter(Boolean)).toEqual(EXITS.external)
})

const { flow } = templates.day_night.draft()
const did: Did[] = [
  { did: 'Passed', node: 'condition-1', exit: 'yes' },
  { did: 'Says', node: 'menu-1', prompts: ['greeting-default', 'ivr-menu'] },
  { did: 'Hushes' },
  { did: 'Passed', node: 'menu-1', exit: '1' },
  { did: 'Leaves', node: 'queue-1', prompts: [] },
]

it('the nodes and lines that a caller came by light up, and where he is', () => {
  const walk = walkOf(flow, { did, node: 'queue-1' })
  expect([...walk.nodes]).toEqual(['condition-1', 'menu-1', 'queue-1'])
  expect([...walk.exits]).toEqual(['condition-1/yes', 'menu-1/1'])
  expect(walk.at).toBe('queue-1')
})

it('each line says what was heard at a node and how it was left', () => {
  expect(told(did)).toEqual([
    { node: 'condition-1', prompts: [], exit: 'yes' },
    { node: 'menu-1', prompts: ['greeting-default', 'ivr-menu'], exit: '1' },
    { node: 'queue-1', prompts: [], exit: '' },
  ])
})
