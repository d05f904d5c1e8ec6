/** What a flow is made of: a click adds it (after the chosen node, at its first free exit), or it is dragged to its place. */
import { Button, Typography } from 'antd'
import type { NodeKind } from '@/shared/flow'
import { useText } from '@/shared/text'
import { dragged } from './Canvas'
import { kinds } from './draft'
import { icons } from './icons'
import { kindText } from './words'

export function Palette({ onAdd }: { onAdd: (kind: NodeKind) => void }) {
  const t = useText()
  return (
    <>
      <Typography.Text strong>{t('ivr.palette')}</Typography.Text>
      {kinds.map((kind) => (
        <Button
          key={kind}
          type="text"
          icon={icons[kind]}
          style={{ justifyContent: 'flex-start' }}
          draggable
          onDragStart={(event) => event.dataTransfer.setData(dragged, kind)}
          onClick={() => onAdd(kind)}
          data-kind={kind}
        >
          {t(kindText(kind))}
        </Button>
      ))}
      <Typography.Text type="secondary">{t('ivr.palette_hint')}</Typography.Text>
    </>
  )
}
