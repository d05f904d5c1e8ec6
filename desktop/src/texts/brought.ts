/** What other areas bring to a call. */
import type { Pairs } from './pair'

export const brought = {
  'brought.goal': ['本次目标', 'Goal'],
  'brought.none': ['没有{{what}}', 'Nothing here: {{what}}'],
  'brought.none_hint': ['这位客户名下没有记录。', 'There is nothing on record for this customer.'],
  'brought.others': ['另有 {{n}} 条', '{{n}} more'],
  'brought.late': ['暂时没有取到，通话不受影响。', 'Not there yet; the call goes on as it is.'],
} satisfies Pairs
