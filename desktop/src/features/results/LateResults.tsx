/** A wrap-up that ended by itself: the result that was chosen is given all the same; one that was not is asked for. */
import { App, Button, Flex } from 'antd'
import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { useAgentLine } from '@/live/agent'
import { chooseResult, chosenResult, leftBehind } from '@/live/outcome'
import { api, call as answer } from '@/shared/api/client'
import { useText } from '@/shared/text'

export function LateResults() {
  const t = useText()
  const go = useNavigate()
  const { message } = App.useApp()
  const agent = useAgentLine()?.desk.agent
  const wrapping = agent?.state === 'wrap_up' ? agent.call : ''
  const before = useRef('')
  useEffect(() => {
    const over = before.current
    before.current = wrapping
    if (!over || over === wrapping) return
    const chosen = chosenResult(over)
    if (chosen && leftBehind(over)) {
      const params = { path: { call: over } }
      answer(api.PUT('/api/calls/{call}/result', { params, body: { disposition: chosen } })).then(
        () => chooseResult(over, ''),
        () => undefined,
      )
    } else if (!chosen && leftBehind(over)) {
      const show = () => {
        message.destroy(over)
        void go(`/calls?without_result=true&open=${over}`)
      }
      void message.warning({
        key: over,
        duration: 10,
        content: (
          <Flex component="span" gap={8} align="center" data-testid="no-result">
            {t('result.missing')}
            <Button size="small" type="link" onClick={show}>
              {t('result.give')}
            </Button>
          </Flex>
        ),
      })
    }
  }, [wrapping, go, message, t])
  return null
}
