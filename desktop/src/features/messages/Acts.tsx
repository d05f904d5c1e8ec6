import { Button, Dropdown, Flex, Tooltip } from 'antd'
import { type Message, useMessage } from '@/live/message'
import { type Result, results } from '@/live/taken'
import { useText } from '@/shared/text'

export function Acts({ message }: { message: Message }) {
  const t = useText()
  const { busy, mine, others, may, can, dial, close, take, release } = useMessage(message)
  return (
    // what is pressed here does not open the row as well
    <Flex gap={8} onClick={(event) => event.stopPropagation()}>
      {may && (
        <Tooltip title={can ? '' : t('day.sign_in_first')}>
          <Button size="small" loading={busy} disabled={!can || others} onClick={() => void dial()} data-act="dial-message">
            {t('phone.dial')}
          </Button>
        </Tooltip>
      )}
      {!mine && (
        <Button size="small" disabled={others} onClick={() => void take()} data-act="take-message">
          {t('message.take')}
        </Button>
      )}
      <Dropdown
        trigger={['click']}
        disabled={others}
        menu={{
          items: results.map((result) => ({ key: result, label: t(`callback.result.${result}`) })),
          onClick: ({ key }) => void close(key as Result),
        }}
      >
        <Button size="small" data-act="close-message">
          {t('callback.close')}
        </Button>
      </Dropdown>
      {mine && (
        <Button size="small" type="text" onClick={() => void release()}>
          {t('callback.release')}
        </Button>
      )}
    </Flex>
  )
}
