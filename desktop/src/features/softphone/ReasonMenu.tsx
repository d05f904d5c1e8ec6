/** The reasons for not being ready, as a menu: for declining a call that rings. */
import { Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { useReasons } from '@/shared/reasons'

export function ReasonMenu({ title, onChoose, children }: { title: string; onChoose: (reason: string) => void; children: ReactNode }) {
  const reasons = useReasons()
  return (
    <Dropdown
      trigger={['click']}
      autoFocus
      menu={{
        items: [{ type: 'group', label: title, children: reasons.map(({ code, name }) => ({ key: code, label: name })) }],
        onClick: ({ key }) => onChoose(key),
      }}
    >
      {children}
    </Dropdown>
  )
}
