/** The page's one line to the gateway, and what components ask of it. */
import { startTransition, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { setServerTime } from '@/shared/clock'
import { workedLately } from '@/shared/work'
import { takeDesktopId } from './desktop'
import type { AgentView, CallView, QueueView, Topic, View } from './protocol'
import { type Connection, GatewaySocket, type Wire } from './socket'

export const desktopId = takeDesktopId()

function open(): Wire {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws'
  return new WebSocket(`${scheme}://${window.location.host}/ws`) as unknown as Wire
}

export const line = new GatewaySocket({
  open,
  desktop: desktopId,
  now: () => Date.now(),
  later: (act, ms) => setTimeout(act, ms),
  cancel: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  worked: workedLately,
  onClock: setServerTime,
})

/** Keep the line up while something that needs it is on the page. */
export function useLineUp(): void {
  useEffect(() => {
    line.start()
    const nudge = () => {
      if (document.visibilityState === 'visible') line.nudge()
    }
    window.addEventListener('online', nudge)
    document.addEventListener('visibilitychange', nudge)
    return () => {
      window.removeEventListener('online', nudge)
      document.removeEventListener('visibilitychange', nudge)
      line.stop()
    }
  }, [])
}

const watchLine = (listener: () => void) => line.watch(listener)

export function useConnection(): Connection {
  return useSyncExternalStore(watchLine, () => line.connection)
}

export function useLiveAway(): boolean {
  return useSyncExternalStore(watchLine, () => line.liveAway)
}

const nothing: Readonly<Record<string, View>> = {}

/** Follow a topic while mounted. `known` is false until its first snapshot. */
function useTopic(topic: Topic) {
  const subscribe = useCallback((listener: () => void) => line.follow(topic, listener), [topic])
  const board = useSyncExternalStore(subscribe, () => line.board(topic))
  return { known: board.known, views: board.known ? board.views : nothing }
}

export interface Desk {
  known: boolean
  agent: AgentView | null
  call: CallView | null
}

export function deskOf(known: boolean, views: Readonly<Record<string, View>>): Desk {
  const all = Object.values(views)
  const agent = all.find((view): view is AgentView => view.kind === 'agent') ?? null
  const calls = all.filter((view): view is CallView => view.kind === 'call')
  const call = calls.find((one) => one.id === agent?.call) ?? calls[0] ?? null
  return { known, agent, call }
}

export function useDesk(): Desk {
  const { known, views } = useTopic('desk')
  return useMemo(() => deskOf(known, views), [known, views])
}

export interface Colleagues {
  known: boolean
  agents: AgentView[]
  queues: QueueView[]
}

/** Who is at work in the company, and its queues: followed while somebody chooses among them. */
export function useColleagues(): Colleagues {
  const { known, views } = useTopic('colleagues')
  return useMemo(() => floorOf(known, views), [known, views])
}

/** The queues of the company, for choosing one; `all`: of the reader's whole floor. */
export function useQueueViews(all: boolean): QueueView[] {
  const { known, views } = useTopic(all ? 'floor' : 'colleagues')
  return useMemo(() => floorOf(known, views).queues, [known, views])
}

export interface FloorBoard {
  known: boolean
  agents: AgentView[]
  calls: CallView[]
  queues: QueueView[]
}

export function floorOf(known: boolean, views: Readonly<Record<string, View>>): FloorBoard {
  const board: FloorBoard = { known, agents: [], calls: [], queues: [] }
  for (const view of Object.values(views)) {
    if (view.kind === 'agent') board.agents.push(view)
    else if (view.kind === 'call') board.calls.push(view)
    else board.queues.push(view)
  }
  return board
}

/** The floor may have hundreds of tiles: it is drawn between frames, never in the way of a key or a scroll. */
export function useFloor(): FloorBoard {
  const [board, setBoard] = useState(() => line.board('floor'))
  useEffect(() => {
    const take = () => startTransition(() => setBoard(line.board('floor')))
    const leave = line.follow('floor', take)
    take()
    return leave
  }, [])
  return useMemo(() => floorOf(board.known, board.known ? board.views : nothing), [board])
}
