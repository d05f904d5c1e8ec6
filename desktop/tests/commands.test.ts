import { describe, expect, it, vi } from 'vitest'
import { ask } from '@/live/commands'
import type { AgentView } from '@/live/protocol'
import { Refused } from '@/live/socket'
import { agent } from './wire'

const seen = (state: string, version: number) => agent(state, version) as unknown as AgentView
const stale = new Refused('stale', { zh: '', en: '' }, {})

describe('asking the floor', () => {
  it('asks again with the new version when nothing of weight has changed', async () => {
    let now = seen('not_ready', 4)
    const command = vi.fn().mockRejectedValueOnce(stale).mockResolvedValueOnce({})
    const changed = async () => {
      now = seen('not_ready', 5)
    }
    await ask({ command, agent: () => now, changed }, 'ready', {})
    expect(command.mock.calls).toEqual([
      ['ready', {}, 4],
      ['ready', {}, 5],
    ])
  })

  it('leaves the decision to the person when the situation is another one', async () => {
    let now = seen('ready', 4)
    const command = vi.fn().mockRejectedValue(stale)
    const changed = async () => {
      now = seen('ringing', 5)
    }
    await expect(ask({ command, agent: () => now, changed }, 'not_ready', { reason: 'rest' })).rejects.toBe(stale)
    expect(command).toHaveBeenCalledTimes(1)
  })

  it.each(['words_seen', 'ask_help', 'withdraw_help', 'hang_up', 'sign_in'] as const)('asks for %s in whatever state he is', async (name) => {
    const command = vi.fn().mockResolvedValue({})
    await ask({ command, agent: () => seen('reconnecting', 4), changed: async () => undefined }, name, {} as never)
    expect(command.mock.calls).toEqual([[name, {}, null]])
  })
})
