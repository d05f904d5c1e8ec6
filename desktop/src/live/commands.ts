/** What a person can ask of the floor. A refusal as `stale` is asked again when the situation is still the same. */
import type { AgentView, CommandArgs, CommandName } from './protocol'
import { Refused } from './socket'

export interface Asking {
  command(name: string, args: Record<string, unknown>, expect: number | null): Promise<Record<string, unknown>>
  agent(): AgentView | null
  /** Resolves when the desk has changed (or a short time has passed). */
  changed(): Promise<void>
}

/**
 * Asked without a version: coming back to a session must work whatever has happened to it, and what he has seen or
 * wants help with is so in whatever state he is.
 */
const unversioned: ReadonlySet<CommandName> = new Set(['sign_in', 'hang_up', 'words_seen', 'ask_help', 'withdraw_help'])

export async function ask<N extends CommandName>(
  through: Asking,
  name: N,
  args: CommandArgs[N],
): Promise<Record<string, unknown>> {
  const seen = through.agent()
  const expect = unversioned.has(name) ? null : (seen?.version ?? null)
  try {
    return await through.command(name, { ...args }, expect)
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'stale') throw error
    await through.changed()
    const now = through.agent()
    if (!now || now.state !== seen?.state || now.call !== seen.call || now.session !== seen.session) throw error
    return through.command(name, { ...args }, now.version)
  }
}
