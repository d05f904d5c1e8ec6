/** The help sheet: every key and every state, from the same tables that the page works by. */
import { Flex, Modal, Table, Typography } from 'antd'
import { keyMap } from '@/shared/keys'
import { agentStates } from '@/shared/states'
import { useText } from '@/shared/text'
import { StateMark } from '@/shared/ui/StateMark'

export function HelpSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText()
  return (
    <Modal title={t('help.title')} open={open} onCancel={onClose} footer={null} width={560}>
      <Table
        size="small"
        pagination={false}
        showHeader={false}
        rowKey="shown"
        dataSource={Object.values(keyMap)}
        columns={[
          {
            key: 'key',
            width: 200,
            render: (_, entry) => <Typography.Text keyboard>{entry.shown}</Typography.Text>,
          },
          { key: 'text', render: (_, entry) => t(entry.text) },
        ]}
      />
      <Typography.Paragraph type="secondary" style={{ margin: '16px 0 8px' }}>
        {t('help.states')}
      </Typography.Paragraph>
      <Flex gap={8} wrap>
        {Object.entries(agentStates).map(([name, look]) => (
          <StateMark key={name} look={{ ...look, pulse: false }} />
        ))}
      </Flex>
    </Modal>
  )
}
