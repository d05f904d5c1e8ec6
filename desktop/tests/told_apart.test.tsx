/** What has the same name stands beside its unit; a queue that nobody serves says so before it is saved. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { App } from 'antd'
import type { ComponentType } from 'react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { QueuesTab } from '@/features/telephony/QueuesTab'
import { ServiceLinesTab } from '@/features/telephony/ServiceLinesTab'
import { SkillGroupsTab } from '@/features/telephony/SkillGroupsTab'
import { bring, startTexts } from '@/shared/text'
import { telephony } from '@/texts/telephony'
import { likeABrowser } from './browser'

const hall = (name: string) => ({ id: `unit-${name}`, name, name_en: name })
const row = (id: string, unit: string) => ({
  id,
  name: '客服',
  name_en: 'Service',
  org_unit: hall(unit),
  hidden: false,
  members: [],
  groups: [],
  strategy: 'longest_idle',
})

const page = { items: [row('1', '东城厅'), row('2', '西城厅')], total: 2, page: 1, size: 20, totals: {} }

const patience = { timeout: 20_000 }

likeABrowser()
bring(telephony)
startTexts('zh')
beforeEach(() => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async (asked: Request | string) => {
      const path = new URL(typeof asked === 'string' ? asked : asked.url, 'http://house').pathname
      const list = ['/api/queues', '/api/skill-groups', '/api/service-lines'].includes(path)
      return Response.json(list ? page : [])
    }),
  )
})
afterEach(cleanup)

function shown(Tab: ComponentType) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <App>
          <Tab />
        </App>
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

it.each([
  ['queues', QueuesTab],
  ['skill groups', SkillGroupsTab],
  ['service lines', ServiceLinesTab],
])('equal names are told apart by their unit: %s', { timeout: 60_000 }, async (_, Tab) => {
  shown(Tab)
  await waitFor(() => expect(screen.getAllByText('客服')).toHaveLength(2), patience)
  expect(screen.getByText('东城厅')).toBeTruthy()
  expect(screen.getByText('西城厅')).toBeTruthy()
})

it('a queue that nobody serves says so in its form', { timeout: 60_000 }, async () => {
  shown(QueuesTab)
  await waitFor(() => expect(screen.getAllByText('客服')).toHaveLength(2), patience)
  fireEvent.click(document.querySelector('[data-act=edit]') as HTMLElement)
  expect((await screen.findByTestId('unserved', {}, patience)).textContent).toContain('技能组')
})
