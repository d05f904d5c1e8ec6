/** A flow of sixty nodes: arranged without one standing on another, and each found by its name. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { ReactFlowProvider } from '@xyflow/react'
import { App } from 'antd'
import { afterEach, expect, it, vi } from 'vitest'
import { Palette } from '@/features/ivr/Palette'
import { arranged, line } from '@/features/ivr/places'
import { type AnyNode, type Flow, NEW_NODES } from '@/shared/flow'
import { bring, startTexts } from '@/shared/text'
import { ivr } from '@/texts/ivr'
import { likeABrowser } from './browser'

startTexts('en')
likeABrowser()
bring(ivr)
afterEach(cleanup)

const nodes = Array.from({ length: 60 }, (_, n) => ({
  ...NEW_NODES.play,
  id: `play-${n + 1}`,
  name: `Notice ${n + 1}`,
  exits: { next: `play-${2 * n + 2}`, other: `play-${2 * n + 3}` },
})) as unknown as AnyNode[]

it('stands in columns, each node by itself', () => {
  const places = Object.values(arranged({ format: 1, start: 'play-1', nodes } as Flow))
  expect(new Set(places.map(({ x, y }) => `${x}/${y}`)).size).toBe(60)
  const ofOne = (x: number) => places.filter((place) => place.x === x).map((place) => place.y).toSorted((a, b) => a - b)
  for (const { x } of places) for (const [at, y] of ofOne(x).slice(1).entries()) expect(y - (ofOne(x)[at] ?? 0)).toBeGreaterThanOrEqual(line)
})

const shown = (some: AnyNode[]) => {
  const find = vi.fn()
  render(
    <App>
      <ReactFlowProvider>
        <Palette nodes={some} onAdd={() => undefined} onFind={find} />
      </ReactFlowProvider>
    </App>,
  )
  return find
}

it('a node is found by typing its name', async () => {
  const find = shown(nodes)
  const field = screen.getByRole('combobox')
  fireEvent.mouseDown(field)
  fireEvent.change(field, { target: { value: 'Notice 47' } })
  fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 })
  expect(find).toHaveBeenCalledWith('play-47')
})

it('a few are seen at once, and nobody looks for them', () => {
  shown(nodes.slice(0, 5))
  expect(screen.queryByRole('combobox')).toBeNull()
})
