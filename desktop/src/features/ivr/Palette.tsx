/** What a flow is made of: a click adds it (after the chosen node, at its first free exit), or it is dragged to its place. */
import { Button, Select, Typography } from 'antd'
import type { AnyNode, NodeKind } from '@/shared/flow'
import { useText } from '@/shared/text'
import { dragged } from './Canvas'
import { kinds } from './draft'
import { icons } from './icons'
import { kindText, nodeWord } from './words'

interface Props {
  nodes: readonly AnyNode[]
  onAdd: (kind: NodeKind) => void
  onFind: (id: string) => void
}

/** From so many nodes on one is looked for by its name. */
const many = 8

export function Palette({ nodes, onAdd, onFind }: Props) {
  const t = useText()
  return (
    <>
      {nodes.length > many && (
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={null}
          placeholder={t('ivr.find')}
          aria-label={t('ivr.find')}
          options={nodes.map((node) => ({ value: node.id, label: nodeWord(t, node) }))}
          onSelect={(id: string | null) => id && onFind(id)}
          popupMatchSelectWidth={240}
          style={{ marginBottom: 8 }}
          data-act="find-node"
        />
      )}
      <Typography.Text strong>{t('ivr.palette')}</Typography.Text>
      {kinds.map((kind) => (
        <Button
          key={kind}
          type="text"
          icon={icons[kind]}
          style={{ justifyContent: 'flex-start', paddingInline: 8 }}
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
