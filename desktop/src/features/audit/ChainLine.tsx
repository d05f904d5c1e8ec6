/** One line above the trail: how far it is sealed, and whether the last look found it as it was written. */
import { SafetyCertificateOutlined, WarningFilled } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Flex, Typography } from 'antd'
import { useState } from 'react'
import { api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { moment } from '@/shared/formats'
import { useZone } from '@/shared/session'
import { useText } from '@/shared/text'
import { fetchWhenWritten } from '@/shared/ui/exporting'
import { SidePanel } from '@/shared/ui/SidePanel'
import { ChainDetails } from './ChainDetails'

export function ChainLine() {
  const t = useText()
  const zone = useZone()
  const tell = useTellFailure()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const { data: chain } = useQuery({ queryKey: ['audit-chain'], queryFn: () => call(api.GET('/api/audit/chain')) })
  const look = async () => {
    setBusy(true)
    try {
      const done = await fetchWhenWritten(await call(api.POST('/api/audit/checks')), () => undefined)
      if (done.state !== 'done') void message.error(t('chain.failed'))
      await queries.invalidateQueries({ queryKey: ['audit-chain'] })
    } catch (error) {
      tell(error)
    } finally {
      setBusy(false)
    }
  }
  if (!chain) return null
  const check = chain.check
  const broken = check !== null && check.found > 0
  const n = chain.lines
  const said = broken
    ? t('chain.broken', { at: moment(check.at, zone), found: check.found })
    : check
      ? t('chain.whole', { n, at: moment(check.at, zone) })
      : t(n > 0 ? 'chain.unseen' : 'chain.none', { n })
  return (
    <Flex align="center" gap={8} wrap>
      <Typography.Text type={broken ? 'danger' : check ? 'success' : 'secondary'} role={broken ? 'alert' : 'status'}>
        {broken ? <WarningFilled /> : <SafetyCertificateOutlined />} {said}
      </Typography.Text>
      <Button size="small" type="link" onClick={() => setOpen(true)}>
        {t('chain.more')}
      </Button>
      <Button size="small" loading={busy} onClick={() => void look()} data-act="check-audit">
        {t(busy ? 'chain.checking' : 'chain.check')}
      </Button>
      <SidePanel title={t('chain.title')} open={open} onClose={() => setOpen(false)} size={560}>
        <ChainDetails chain={chain} />
      </SidePanel>
    </Flex>
  )
}
