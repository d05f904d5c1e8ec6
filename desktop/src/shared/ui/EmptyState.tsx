/** An empty place says what it is for and what to do first. */
import { Flex, Typography } from 'antd'
import type { ReactNode } from 'react'

interface Props {
  title: string
  hint?: string
  action?: ReactNode
  compact?: boolean
}

export function EmptyState({ title, hint, action, compact = false }: Props) {
  return (
    <Flex vertical align="center" gap={4} style={{ padding: compact ? '20px 12px' : '48px 24px', textAlign: 'center' }}>
      <Typography.Text strong>{title}</Typography.Text>
      {hint && <Typography.Text type="secondary">{hint}</Typography.Text>}
      {action && <div style={{ marginTop: 12 }}>{action}</div>}
    </Flex>
  )
}
