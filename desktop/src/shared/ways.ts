/** How a leader is on an agent's call: he only hears; the agent hears him; all hear him. */
export const ways = ['monitor', 'whisper', 'barge'] as const
export type Way = (typeof ways)[number]
