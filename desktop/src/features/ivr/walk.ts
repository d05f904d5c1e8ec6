/** The way of a try: by which nodes and exits, what was heard there, and where it stands. */
import type { Flow } from '@/shared/flow'

/** One thing that the engine has done, as the API tells it. */
export interface Did {
  did: 'Passed' | 'Says' | 'Hushes' | 'Listens' | 'Asks' | 'Calls' | 'Rates' | 'Leaves'
  node?: string
  exit?: string
  prompts?: string[]
}

export interface Walk {
  nodes: ReadonlySet<string>
  /** `node/exit`. */
  exits: ReadonlySet<string>
  at: string | null
}

/** Among the keys: the caller lets the time pass. */
export const silence = '-'
/** Among the keys: what becomes of a call to a number outside -> the exit that it takes; answered: none. */
export const becomes = { a: '', b: 'busy', n: 'no_answer', f: 'failed' } as const

/** What lights up. */
export function walkOf(flow: Flow, found: { did: unknown; node: string }): Walk {
  const did = found.did as Did[]
  const passed = did.filter((one) => one.did === 'Passed')
  const nodes = did.flatMap((one) => (one.node ? [one.node] : []))
  return {
    nodes: new Set([flow.start, ...nodes, found.node]),
    exits: new Set(passed.map((one) => `${one.node}/${one.exit}`)),
    at: found.node || null,
  }
}

export interface Line {
  node: string
  prompts: string[]
  exit: string
}

/** The way as lines: at each node what was heard, and the exit that was taken. */
export function told(did: readonly Did[]): Line[] {
  const lines: Line[] = []
  for (const { did: what, node, prompts = [], exit = '' } of did) {
    if (!node) continue
    const last = lines.at(-1)
    const goesOn = what === 'Passed' && last?.node === node && last.exit === ''
    if (goesOn) last.exit = exit
    else lines.push({ node, prompts, exit })
  }
  return lines
}
