/** The reasons for not being ready, as a menu: for declining a call that rings. */
import { Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { reasons } from '@/shared/reasons'
import { useText } from '@/shared/text'

export function ReasonMenu({ title, onChoose, children }: { title: string; onChoose: (reason: string) => void; children: ReactNode }) {
  const t = useText()
  return (
    <Dropdown
      trigger={['click']}
      autoFocus
      menu={{
        items: [{ type: 'group', label: title, children: reasons.map((reason) => ({ key: reason, label: t(`reason.${reason}`) })) }],
        onClick: ({ key }) => onChoose(key),
      }}
    >
      {children}
    </Dropdown>
  )
}
