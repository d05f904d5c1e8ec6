/** Candidates on one machine: when the loopback is among them, the others only cost time. */

const candidate = /^a=candidate:\S+ \d+ \S+ \d+ (\S+) /

export function keepLoopback(sdp: string): string {
  const lines = sdp.split('\r\n')
  const loopback = (line: string) => candidate.exec(line)?.[1] === '127.0.0.1'
  if (!lines.some(loopback)) return sdp
  return lines.filter((line) => !candidate.test(line) || loopback(line)).join('\r\n')
}

export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.')
}
