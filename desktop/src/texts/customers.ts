/** Seeing a masked number whole. */
import type { Pairs } from './pair'

export const customers = {
  'unmask.act': ['查看完整号码（填写原因，记入审计）', 'See the number whole (with a reason, for the trail)'],
  'unmask.about': ['请写明用途。谁在什么时候为什么看了号码会记入审计；一分钟后自动重新隐藏。', 'Say what you need it for. Who saw it, when and why stands in the audit trail; after a minute it is masked again.'],
  'unmask.call_back': ['回电核实', 'To call back'],
  'unmask.complaint': ['处理投诉', 'A complaint'],
  'unmask.check': ['核对订单', 'To check an order'],
  'unmask.reason': ['原因', 'Reason'],
  'unmask.show': ['显示号码', 'Show the number'],
  'unmask.noted': ['已记入审计', 'The audit trail says so'],
} as const satisfies Pairs
