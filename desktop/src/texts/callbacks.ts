/** What only the page of callbacks says. */
import type { Pairs } from './pair'

export const callbacks = {
  'callback.house': ['自动回呼', 'Automatic'],
  'callback.house.tries': ['已试 {{n}}/{{most}} 次', 'tried {{n}} of {{most}}'],
  'callback.house.next': ['{{at}} 以后', 'after {{at}}'],
  'callback.to_people': ['改由人工回拨', 'Leave it to people'],
  'callback.to_house': ['交给系统自动回呼', 'Let the system call'],
  'callback.title': ['回拨', 'Callbacks'],
  'callback.no_number_hint': ['号码被隐藏或无法拨打，不能回拨；每通来电记一行。', 'The number was withheld or cannot be dialled, so nobody can call back; each call is a row.'],
  'callback.empty': ['没有回拨任务', 'No callbacks'],
  'callback.empty_hint': ['没有接通的来电会自动记在这里，不会丢失。', 'Callers who got nobody are kept here; none is lost.'],
  'callback.first_at': ['首次来电', 'First call'],
  'callback.calls': ['来电次数', 'Calls'],
} as const satisfies Pairs
