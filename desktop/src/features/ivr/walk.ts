/** The way of a try: by which nodes and exits, and where it stands. */
export interface Walk {
  nodes: ReadonlySet<string>
  /** `node/exit`. */
  exits: ReadonlySet<string>
  at: string | null
}
