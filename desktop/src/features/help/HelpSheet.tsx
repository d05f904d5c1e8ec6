/** The help sheet: every key and every state, from the same tables that the page works by. */
import { Flex, Modal, Typography } from 'antd'
import { Fragment } from 'react'
import { keyMap } from '@/shared/keys'
import { agentStates } from '@/shared/states'
import { useText } from '@/shared/text'
import { StateMark } from '@/shared/ui/StateMark'
import styles from './HelpSheet.module.css'

export function HelpSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText()
  return (
    <Modal title={t('help.title')} open={open} onCancel={onClose} footer={null} width={560}>
      <dl className={styles.keys}>
        {Object.values(keyMap).map((entry) => (
          <Fragment key={entry.shown}>
            <dt>
              <kbd>{entry.shown}</kbd>
            </dt>
            <dd>{t(entry.text)}</dd>
          </Fragment>
        ))}
      </dl>
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
