/** Success is said the same way everywhere: one line at the top that goes by itself, with a way back where there is one. */
import { App, Button, Flex } from 'antd'
import { useCallback } from 'react'
import { useTellFailure } from './failure'
import { useText } from './text'

export function useSay(): (done: string, undo?: () => Promise<unknown>) => void {
  const { message } = App.useApp()
  const t = useText()
  const tell = useTellFailure()
  return useCallback(
    (done, undo) => {
      const key = `said-${Date.now()}`
      const back = async () => {
        message.destroy(key)
        try {
          await undo?.()
          void message.success(t('said.undone'))
        } catch (error) {
          tell(error)
        }
      }
      void message.success({
        key,
        duration: undo ? 8 : 3,
        content: (
          <Flex component="span" gap={8} align="center" data-testid="said">
            {done}
            {undo && (
              <Button size="small" type="link" onClick={() => void back()}>
                {t('action.undo')}
              </Button>
            )}
          </Flex>
        ),
      })
    },
    [message, t, tell],
  )
}
