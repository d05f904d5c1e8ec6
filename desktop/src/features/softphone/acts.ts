/** The acts of the bar, each telling its refusal in a sentence. */
import { useCallback, useMemo } from 'react'
import { type AgentLine, useAgentLine } from '@/live/agent'
import type { Desk } from '@/live/line'
import { sendingResult } from '@/live/outcome'
import type { CommandArgs, CommandName } from '@/live/protocol'
import { useTellFailure } from '@/shared/failure'

export function useLine(): AgentLine {
  const line = useAgentLine()
  if (!line) throw new Error('the bar is only for people who take calls')
  return line
}

export function useActs() {
  const { desk, ask, signIn, signOut, phone, account } = useLine()
  const tell = useTellFailure()
  const guard = useCallback(
    async (act: Promise<unknown>): Promise<boolean> => {
      try {
        await act
        return true
      } catch (error) {
        tell(error)
        return false
      }
    },
    [tell],
  )
  const call = desk.agent?.call || desk.call?.id || ''
  const muted = ownMuted(desk)
  const paused = ownPaused(desk)
  return useMemo(() => {
    const send = <N extends CommandName>(name: N, args: CommandArgs[N]) => guard(ask(name, args))
    return {
      signIn: async (takeover: boolean) => {
        if (account?.kind === 'webrtc' && !(await phone.prepare())) return false
        return guard(signIn(takeover))
      },
      signOut: () => guard(signOut()),
      /** Ready means that a call can reach him: with a microphone that opens. The line is dialled by the floor. */
      ready: async () => {
        if (account?.kind === 'webrtc' && !(await phone.prepare())) return false
        return send('ready', {})
      },
      notReady: (reason: string) => send('not_ready', { reason }),
      answer: () => send('answer', { call }),
      decline: (reason: string) => send('decline', { call, reason }),
      hangUp: () => send('hang_up', { call }),
      hold: () => send('hold', { call }),
      resume: () => send('resume', { call }),
      takeBack: () => send('take_back', { call }),
      complete: () => send('complete', { call }),
      rate: () => send('invite_rating', { call }),
      confer: () => send('confer', { call }),
      /** Somebody else is wanted: he is asked first, or has the customer at once. The refusal is told at the field. */
      pass: (how: 'consult' | 'transfer', whom: Whom) => ask(how, { call, ...whom }),
      mute: () => send('mute', { call, muted: !muted }),
      pauseRecording: () => send('pause_recording', { call, paused: !paused }),
      keys: (digits: string) => send('keys', { call, digits }),
      /** Call a colleague; the refusal is told at the field. */
      callColleague: (agent: string) => ask('call_colleague', { agent }),
      dial: (number: string, confirmed = false) => ask('dial', { number, confirmed }),
      finish: async (ready: boolean) => {
        return sendingResult(call, (disposition) => send('finish_wrap_up', { call, disposition, ready }))
      },
    }
  }, [guard, ask, signIn, signOut, phone, account, call, muted, paused])
}

/** Whether he himself is not heard. */
export function ownMuted({ agent, call }: Desk): boolean {
  return call?.hands?.find((one) => one.person === agent?.id)?.muted ?? false
}

export type Whom = Omit<CommandArgs['transfer'], 'call'>
export type Acts = ReturnType<typeof useActs>

/** Whether silence goes into the recording of his own conversation, because somebody asked for it. */
export function ownPaused({ agent, call }: Desk): boolean {
  return call?.hands?.find((one) => one.person === agent?.id)?.paused ?? false
}
