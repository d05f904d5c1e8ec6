/** How loud the microphone is, 0 to 1, some ten times a second, while somebody looks. */

export function watchLevel(stream: MediaStream, tell: (level: number) => void): () => void {
  // A copy of the track: the meter works in the settings also while the line itself is closed.
  const copy = stream.clone()
  for (const track of copy.getTracks()) track.enabled = true
  const context = new AudioContext()
  const meter = context.createAnalyser()
  meter.fftSize = 512
  context.createMediaStreamSource(copy).connect(meter)
  const samples = new Float32Array(meter.fftSize)
  const timer = setInterval(() => {
    meter.getFloatTimeDomainData(samples)
    let sum = 0
    for (const sample of samples) sum += sample * sample
    tell(Math.min(1, Math.sqrt(sum / samples.length) * 4))
  }, 100)
  return () => {
    clearInterval(timer)
    for (const track of copy.getTracks()) track.stop()
    void context.close()
  }
}
