/** What happens when something is taken out of use: the rule, and what stands in the way or hangs on it now. */
import { Alert } from 'antd'

export function Consequence({ rule, now }: { rule: string; now?: string | null }) {
  return (
    <>
      <span>{rule}</span>
      {now && <Alert type="warning" showIcon title={now} data-testid="consequence" />}
    </>
  )
}
