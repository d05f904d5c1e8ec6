/** What a leader asks about others: he needs no phone of his own, and the floor says what it makes of it. */
import { line } from './line'
import type { CommandArgs, CommandName } from './protocol'

export function lead<N extends CommandName>(name: N, args: CommandArgs[N]): Promise<Record<string, unknown>> {
  return line.command(name, { ...args }, null)
}
