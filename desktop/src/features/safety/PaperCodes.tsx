/** Recovery codes, shown once. */
import { Alert, Button, Flex, Typography } from 'antd'
import { useText } from '@/shared/text'

export function PaperCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const t = useText()
  return (
    <Flex vertical gap={12} data-testid="paper-codes">
      <Alert type="warning" showIcon title={t('factor.paper_once')} />
      <Typography.Paragraph copyable={{ text: codes.join('\n') }}>
        <Flex vertical gap={4}>
          {codes.map((code) => (
            <Typography.Text code key={code}>
              {code}
            </Typography.Text>
          ))}
        </Flex>
      </Typography.Paragraph>
      <div>
        <Button type="primary" autoFocus onClick={onDone}>
          {t('factor.kept')}
        </Button>
      </div>
    </Flex>
  )
}
