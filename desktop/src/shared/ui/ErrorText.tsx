/** A sentence in the colour of trouble, beside what it is about. */
import { Typography } from 'antd'
import type { ReactNode } from 'react'

export function ErrorText({ children }: { children: ReactNode }) {
  return (
    <Typography.Text type="danger" role="alert">
      {children}
    </Typography.Text>
  )
}
