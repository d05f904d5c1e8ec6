/** Microphone, speaker and ring device: what there is, what was chosen, and what is wrong with them. */
import type { MicTrouble } from './machine'

export interface Choice {
  mic: string
  speaker: string
  ring: string
}

export const byDefault: Choice = { mic: '', speaker: '', ring: '' }
const key = 'zuoxi.audio'

export function savedChoice(): Choice {
  try {
    return { ...byDefault, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Choice>) }
  } catch {
    return byDefault
  }
}

export function saveChoice(choice: Choice): void {
  localStorage.setItem(key, JSON.stringify(choice))
}

export interface AudioDevice {
  id: string
  label: string
}

export async function listDevices(): Promise<{ mics: AudioDevice[]; speakers: AudioDevice[] }> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? []
  const of = (kind: MediaDeviceKind) =>
    all
      .filter((one) => one.kind === kind && one.deviceId && one.deviceId !== 'default')
      .map((one) => ({ id: one.deviceId, label: one.label }))
  return { mics: of('audioinput'), speakers: of('audiooutput') }
}

const troubleByName: Record<string, MicTrouble> = {
  NotAllowedError: 'mic_denied',
  SecurityError: 'mic_denied',
  NotFoundError: 'mic_missing',
  OverconstrainedError: 'mic_missing',
  NotReadableError: 'mic_busy',
  AbortError: 'mic_busy',
}

export function troubleOf(error: unknown): MicTrouble {
  return troubleByName[error instanceof Error || error instanceof DOMException ? error.name : ''] ?? 'mic_busy'
}

/** The chosen microphone; when it is unplugged, whichever there is. Throws a `MicTrouble` name's cause. */
export async function openMic(id: string): Promise<MediaStream> {
  const wishes = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
  if (id) {
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: { ...wishes, deviceId: { exact: id } } })
    } catch (error) {
      if (troubleOf(error) !== 'mic_missing') throw error
    }
  }
  return navigator.mediaDevices.getUserMedia({ audio: wishes })
}
