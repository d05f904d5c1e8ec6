/** The agent's side of the line: his desk, his session at the phone, his softphone; one for the whole page. */
import { useQuery } from '@tanstack/react-query'
import {
  type ReactNode,
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { api, call } from '@/shared/api/client'
import { useMay } from '@/shared/session'
import { ask } from './commands'
import { type Desk, line, useConnection, useDesk } from './line'
import { Ring } from './phone/ring'
import { type LineAccount, Softphone } from './phone/softphone'
import type { CommandArgs, CommandName } from './protocol'
import { Refused } from './socket'

/** Where the agent's session is: nowhere, on this page, on another page, or taken from this one. */
export type Place = 'none' | 'here' | 'elsewhere' | 'displaced'

export interface AgentLine {
  desk: Desk
  place: Place
  account: LineAccount | null
  /** Why there is no account. */
  accountError: unknown
  phone: Softphone
  ask: <N extends CommandName>(name: N, args: CommandArgs[N]) => Promise<Record<string, unknown>>
  signIn: (takeover: boolean) => Promise<void>
  signOut: () => Promise<void>
}

const Context = createContext<AgentLine | null>(null)
const phone = new Softphone()
const ring = new Ring()
const settle = 1_000

export function usePhone() {
  return useSyncExternalStore(phone.watch, () => phone.state)
}

export function usePhoneQuality() {
  return useSyncExternalStore(phone.watch, () => phone.measured)
}

/** The agent's line, or null for people who take no calls. */
export function useAgentLine(): AgentLine | null {
  return useContext(Context)
}

export function AgentLineProvider({ children }: { children: ReactNode }) {
  return useMay()('calls.take') ? <Provider>{children}</Provider> : children
}

/** Asks for the standing of the agent's session each time the line (or the floor behind it) comes back. */
function useComings(): number {
  const opened = useSyncExternalStore(
    (listener) => line.watch(listener),
    () => line.opened,
  )
  const [back, setBack] = useState(0)
  useEffect(() => line.onTold((what) => what === 'live_back' && setBack((n) => n + 1)), [])
  return opened * 1000 + back
}

function Provider({ children }: { children: ReactNode }) {
  const desk = useDesk()
  const connection = useConnection()
  const comings = useComings()
  const [claim, setClaim] = useState<Place>('none')
  const latest = useRef(desk)
  const waiting = useRef(new Set<() => void>())
  useEffect(() => {
    latest.current = desk
    for (const go of waiting.current) go()
    waiting.current.clear()
  }, [desk])

  const {
    data: account = null,
    error: accountError,
    refetch: fetchAccount,
  } = useQuery({
    queryKey: ['line'],
    queryFn: () => call(api.GET('/api/line')),
    staleTime: 60_000,
    retry: false,
  })

  const command = useCallback<AgentLine['ask']>(
    (name, args) =>
      ask(
        {
          command: (...what) => line.command(...what),
          agent: () => latest.current.agent,
          changed: () =>
            new Promise((resolve) => {
              waiting.current.add(resolve)
              setTimeout(resolve, settle)
            }),
        },
        name,
        args,
      ),
    [],
  )

  const known = account?.device_id
  const signIn = useCallback(
    async (takeover: boolean) => {
      // Whoever presses before the page knows his device means it all the same.
      const device =
        known ?? (await fetchAccount({ cancelRefetch: false, throwOnError: true })).data?.device_id
      if (!device) return
      await command('sign_in', { device, takeover })
      setClaim('here')
    },
    [command, known, fetchAccount],
  )
  const signOut = useCallback(async () => {
    await command('sign_out', {})
    setClaim('none')
  }, [command])

  // Come back to a session that stands: after a reload, a lost line, a restart of the floor.
  const session = desk.agent?.session ?? ''
  const place = session ? claim : 'none'
  const held = claim === 'displaced'
  useEffect(() => {
    if (connection !== 'open' || comings === 0 || !desk.known || !session || held) return
    const device_id = latest.current.agent?.device ?? ''
    command('sign_in', { device: device_id, takeover: false }).then(
      () => setClaim('here'),
      (error: unknown) => {
        if (error instanceof Refused && error.code === 'desktop_in_use') setClaim('elsewhere')
      },
    )
  }, [connection, comings, desk.known, session, held, command])

  useEffect(
    () =>
      line.onTold((what) => {
        if (what === 'displaced') setClaim('displaced')
      }),
    [],
  )
  useEffect(() => {
    if (place === 'here' && account?.kind === 'webrtc') void phone.start(account)
    else if (place !== 'here') phone.stop()
  }, [place, account])
  useEffect(() => () => phone.stop(), [])
  useEffect(() => {
    const wake = () => {
      if (document.visibilityState === 'visible') phone.wake()
    }
    window.addEventListener('online', wake)
    document.addEventListener('visibilitychange', wake)
    return () => {
      window.removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', wake)
    }
  }, [])

  const state = desk.agent?.state
  const speaking = (state === 'talking' || state === 'intercom') && desk.call?.muted !== true
  useEffect(() => phone.listen(speaking), [speaking])
  const ringing = state === 'ringing' && place === 'here'
  useEffect(() => {
    if (!ringing) return undefined
    void ring.start(phone.choice.ring)
    return () => ring.stop()
  }, [ringing])

  const value = useMemo<AgentLine>(
    () => ({ desk, place, account, accountError, phone, ask: command, signIn, signOut }),
    [desk, place, account, accountError, command, signIn, signOut],
  )
  return <Context value={value}>{children}</Context>
}
