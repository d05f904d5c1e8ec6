/** Names of the gateway protocol as the page uses them; the shapes are generated from the gateway's records. */
export type {
  AgentView,
  AnyView as View,
  CallView,
  CommandArgs,
  CommandName,
  DownwardFrame as FromGateway,
  Happened as EventFrame,
  Nack,
  QueueView,
  Snap as Snapshot,
  SupervisesView,
  Told,
  Topic,
} from '@/generated/protocol'
export { CLOSE_CODES, PROTOCOL_VERSION } from '@/generated/protocol'
