export { AudioSettings } from './AudioSettings'
export { LineQuality } from './LineQuality'
export { SoftphoneBar } from './SoftphoneBar'
export { TroubleStrip } from './TroubleStrip'
