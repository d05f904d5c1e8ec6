/** Prompts as callers hear them, one after another; what is asked for next ends what is heard now. */

let turn = 0
let now: HTMLAudioElement | null = null

export function hush(): void {
  turn += 1
  now?.pause()
  now = null
}

export async function play(prompts: readonly string[], language: 'zh' | 'en'): Promise<void> {
  hush()
  const mine = turn
  for (const name of prompts) {
    if (mine !== turn) return
    const sound = new Audio(`/api/prompt-choices/${encodeURIComponent(name)}/${language}`)
    now = sound
    // A prompt that cannot be heard is passed over, as the switch does.
    await new Promise<void>((resolve) => {
      sound.onended = () => resolve()
      sound.onerror = () => resolve()
      sound.onpause = () => resolve()
      sound.play().catch(() => resolve())
    })
  }
}
