/** What only the inbox of messages says. */
import type { Pairs } from './pair'

export const messages = {
  'message.title': ['留言', 'Messages'],
  'message.one': ['一条留言', 'A message'],
  'message.empty': ['没有待处理的留言', 'No messages'],
  'message.empty_hint': ['客户在等待中或无法接待时留下的话会出现在这里；在队列设置中开启语音信箱。', 'What callers say while they wait or when nobody can serve them stands here; queues offer it in their settings.'],
  'message.left_at': ['留言时间', 'Left'],
  'message.length': ['时长', 'Length'],
  'message.together': ['共 {{ms}}', '{{ms}} in all'],
  'message.heard': ['已听', 'Heard by'],
  'message.unheard': ['未听', 'Not heard'],
  'message.take': ['领取', 'Take'],
  'message.its_call': ['查看这通来电', 'Its call'],
} as const satisfies Pairs
