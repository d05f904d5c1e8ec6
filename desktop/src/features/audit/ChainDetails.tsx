/** What sealing the trail means, its latest seal, and each place that is not as it was written. */
import { Alert, Flex, Table, Typography } from 'antd'
import type { Shape } from '@/shared/api/client'
import { moment } from '@/shared/formats'
import { useZone } from '@/shared/session'
import { usePick, useText } from '@/shared/text'
import { Moment } from '@/shared/ui/Figures'

export function ChainDetails({ chain }: { chain: Shape<'AuditChain'> }) {
  const t = useText()
  const pick = usePick()
  const zone = useZone()
  const check = chain.check
  return (
    <Flex vertical gap={12}>
      <Typography.Paragraph type="secondary">{t('chain.about')}</Typography.Paragraph>
      {chain.hash && (
        <div>
          <Typography.Text>{t('chain.hash', { n: chain.seals, at: moment(chain.sealed_at, zone) })}</Typography.Text>
          <Typography.Paragraph copyable code>
            {chain.hash}
          </Typography.Paragraph>
          <Typography.Text type="secondary">{t('chain.hash_hint')}</Typography.Text>
        </div>
      )}
      {check && check.found > 0 && (
        <>
          <Alert type="error" title={t('chain.do')} />
          <Table
            size="small"
            pagination={false}
            rowKey={(one) => `${one.code} ${one.seal} ${one.line ?? ''}`}
            dataSource={check.findings}
            columns={[
              { title: t('chain.what'), render: (_: unknown, one: Shape<'AuditFinding'>) => pick(one) },
              { title: t('chain.seal'), render: (_, one) => one.seal || '–' },
              { title: t('chain.line'), render: (_, one) => (one.line ? <Typography.Text code copyable={{ text: one.line }}>{`…${one.line.slice(-8)}`}</Typography.Text> : '–') },
              { title: t('chain.at'), render: (_, one) => <Moment at={one.at} /> },
            ]}
          />
          {check.found > check.findings.length && <Typography.Text type="secondary">{t('chain.first', { found: check.found, n: check.findings.length })}</Typography.Text>}
        </>
      )}
    </Flex>
  )
}
