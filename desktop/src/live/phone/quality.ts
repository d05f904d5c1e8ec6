/** How good the voice connection is, in three words, from two readings of the browser's statistics. */

export interface Reading {
  received: number
  lost: number
  /** Seconds. */
  jitter: number
  /** Seconds; 0: not known. */
  roundTrip: number
}

export type Quality = 'good' | 'fair' | 'poor'

export interface Measured {
  quality: Quality
  lossPercent: number
  jitterMs: number
  roundTripMs: number
}

export function measure(before: Reading, after: Reading): Measured {
  const lost = Math.max(0, after.lost - before.lost)
  const total = Math.max(0, after.received - before.received) + lost
  const lossPercent = total > 0 ? (100 * lost) / total : 0
  const jitterMs = after.jitter * 1000
  const roundTripMs = after.roundTrip * 1000
  const poor = lossPercent > 5 || jitterMs > 60 || roundTripMs > 500
  const fair = lossPercent > 1 || jitterMs > 30 || roundTripMs > 250
  return { quality: poor ? 'poor' : fair ? 'fair' : 'good', lossPercent, jitterMs, roundTripMs }
}

const order: readonly Quality[] = ['poor', 'fair', 'good']

/**
 * What the lamp shows after two readings: the better one. As a call begins and ends the line moves to another bridge,
 * and the packets of that moment count as lost or late though nobody misses them; a bad line is bad twice.
 */
export function settled(before: Measured | null, now: Measured): Measured {
  const better = before && order.indexOf(before.quality) > order.indexOf(now.quality)
  return better ? { ...now, quality: before.quality } : now
}

export async function read(connection: RTCPeerConnection): Promise<Reading> {
  const reading: Reading = { received: 0, lost: 0, jitter: 0, roundTrip: 0 }
  for (const entry of (await connection.getStats()).values() as Iterable<Record<string, unknown>>) {
    if (entry['type'] === 'inbound-rtp' && entry['kind'] === 'audio') {
      reading.received = Number(entry['packetsReceived'] ?? 0)
      reading.lost = Number(entry['packetsLost'] ?? 0)
      reading.jitter = Number(entry['jitter'] ?? 0)
    }
    if (entry['type'] === 'candidate-pair' && entry['nominated'] === true) {
      reading.roundTrip = Number(entry['currentRoundTripTime'] ?? 0)
    }
  }
  return reading
}
