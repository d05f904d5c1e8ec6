/** A wrap-up that ended by itself never does so silently: the result that was chosen is given all the same and said, one
 * that was not is asked for. */
import { App, Button, Flex } from 'antd'
import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { useAgentLine } from '@/live/agent'
import { chooseResult, chosenResult, leftBehind } from '@/live/outcome'
import { api, call as answer } from '@/shared/api/client'
import { useDispositions, useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'

/** How long it stays in sight (s): what asks for something, and what only tells. */
const asking = 10
const telling = 5

export function LateResults() {
  const t = useText()
  const go = useNavigate()
  const { message } = App.useApp()
  const named = useNamed()
  const { data: results } = useDispositions()
  const agent = useAgentLine()?.desk.agent
  const wrapping = agent?.state === 'wrap_up' ? agent.call : ''
  const before = useRef('')
  const ended = (over: string) => {
    const chosen = chosenResult(over)
    const name = named(results?.find((one) => one.code === chosen)) || chosen
    const ask = (words: string) => {
      const show = () => {
        message.destroy(over)
        void go(`/calls?without_result=true&open=${over}`)
      }
      void message.warning({
        key: over,
        duration: asking,
        content: (
          <Flex component="span" gap={8} align="center" data-testid="no-result">
            {words}
            <Button size="small" type="link" onClick={show}>
              {t('result.give')}
            </Button>
          </Flex>
        ),
      })
    }
    if (!chosen) {
      ask(t('result.missing'))
      return
    }
    const params = { path: { call: over } }
    answer(api.PUT('/api/calls/{call}/result', { params, body: { disposition: chosen } })).then(
      () => {
        chooseResult(over, '')
        void message.info({ key: over, duration: telling, content: <span data-testid="result-kept">{t('result.kept', { name })}</span> })
      },
      () => ask(t('result.not_kept', { name })),
    )
  }
  const latest = useRef(ended)
  useEffect(() => {
    latest.current = ended
  })
  useEffect(() => {
    const over = before.current
    before.current = wrapping
    if (over && over !== wrapping && leftBehind(over)) latest.current(over)
  }, [wrapping])
  return null
}
