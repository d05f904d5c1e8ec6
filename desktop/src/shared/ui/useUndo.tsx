/** Said at the edge of the page after something was taken away: what happened, and the way back. */
import { App, Button, Flex } from 'antd'
import { useCallback } from 'react'
import { useTellFailure } from '@/shared/failure'
import { useText } from '@/shared/text'

export function useUndo(): (said: string, undo: () => Promise<unknown>) => void {
  const { message } = App.useApp()
  const t = useText()
  const tell = useTellFailure()
  return useCallback(
    (said, undo) => {
      const key = `undo-${Date.now()}`
      const back = async () => {
        message.destroy(key)
        try {
          await undo()
        } catch (error) {
          tell(error)
        }
      }
      void message.success({
        key,
        duration: 8,
        content: (
          <Flex component="span" gap={8} align="center">
            {said}
            <Button size="small" type="link" onClick={() => void back()}>
              {t('action.undo')}
            </Button>
          </Flex>
        ),
      })
    },
    [message, t, tell],
  )
}
