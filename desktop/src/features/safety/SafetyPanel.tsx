/** What guards one's own sign-in. */
import { Flex } from 'antd'
import { useText } from '@/shared/text'
import { Panel } from '@/shared/ui/Page'
import { SidePanel } from '@/shared/ui/SidePanel'
import { OwnFactor } from './OwnFactor'
import { OwnSessions } from './OwnSessions'

export function SafetyPanel({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText()
  return (
    <SidePanel title={t('session.safety')} open={open} onClose={onClose} size={560}>
      <Flex vertical gap={16}>
        <Panel title={t('safety.sessions')}>
          <OwnSessions />
        </Panel>
        <Panel title={t('factor.title')}>
          <OwnFactor />
        </Panel>
      </Flex>
    </SidePanel>
  )
}
