/** The form pattern: all faults at once, each gone when it is mended, and said in the language of the page. */
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { App, Form, Input } from 'antd'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '@/shared/api/errors'
import { chooseLanguage, startTexts, useText } from '@/shared/text'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { ChoiceField } from '@/shared/ui/Fields'
import { likeABrowser } from './browser'

interface Values {
  name: string
  number: string
}

const wrong = { name: { zh: '名称已存在。', en: 'The name is taken.' }, number: { zh: '号码无效。', en: 'No valid number.' } }
const refusal = new ApiError('invalid', { zh: '有误', en: 'Wrong' }, 422, { fields: wrong })

function Sample({ send }: { send: () => Promise<Partial<Values> | void> }) {
  const t = useText()
  const sending = useSending<Values>(send)
  const needed = [{ required: true, message: t('form.needed') }]
  return (
    <ApiForm sending={sending} submitText="ok" initial={{ name: 'a', number: '1' }}>
      <Form.Item name="name" rules={needed}>
        <Input aria-label="name" />
      </Form.Item>
      <Form.Item name="number" rules={needed}>
        <Input aria-label="number" />
      </Form.Item>
    </ApiForm>
  )
}

const shown = (send: () => Promise<Partial<Values> | void>) => render(<App><Sample send={send} /></App>)
const save = () => fireEvent.click(screen.getByRole('button'))
const type = (field: string, value: string) => fireEvent.change(screen.getByLabelText(field), { target: { value } })
const faults = () => [...document.querySelectorAll('.ant-form-item-explain-error')].map((one) => one.textContent)

likeABrowser()
startTexts('zh')
beforeEach(() => chooseLanguage('zh'))
afterEach(cleanup)

it('all that is wrong is said at once, and each fault is gone when its field is mended', async () => {
  shown(() => Promise.reject(refusal))
  save()
  await waitFor(() => expect(faults()).toEqual(['名称已存在。', '号码无效。']))
  type('name', 'b')
  await waitFor(() => expect(faults()).toEqual(['号码无效。']))
  type('number', '2')
  await waitFor(() => expect(faults()).toEqual([]))
  expect(screen.queryByTestId('said')).toBeNull()
})

it('what the server and what the form found is said anew when the language is changed', async () => {
  shown(() => Promise.reject(refusal))
  save()
  await waitFor(() => expect(faults()).toEqual(['名称已存在。', '号码无效。']))
  act(() => chooseLanguage('en'))
  await waitFor(() => expect(faults()).toEqual(['The name is taken.', 'No valid number.']))
  type('name', '')
  save()
  await waitFor(() => expect(faults()).toContain('Please fill this in'))
  act(() => chooseLanguage('zh'))
  await waitFor(() => expect(faults()).not.toContain('Please fill this in'))
})

it('what was stored is shown back, and "saved" is said only then', async () => {
  shown(() => Promise.resolve({ number: '01088886666' }))
  save()
  await waitFor(() => expect((screen.getByLabelText('number') as HTMLInputElement).value).toBe('01088886666'))
  expect((await screen.findByTestId('said')).textContent).toBe('已保存。')
  expect(faults()).toEqual([])
})

it('a choice that was emptied goes out as none: what is undefined would be left out, and nothing would change', async () => {
  const send = vi.fn(async (_values: { group: string | null }) => {})
  function Choosing() {
    return (
      <ApiForm sending={useSending<{ group: string | null }>(send)} submitText="ok" initial={{ group: 'second' }}>
        <ChoiceField name="group" label="queue.vip_group" none={null} options={[{ value: 'second', label: '二线' }]} />
      </ApiForm>
    )
  }
  render(<App><Choosing /></App>)
  const [clear] = document.getElementsByClassName('ant-select-clear')
  if (!clear) throw new Error('it cannot be emptied')
  fireEvent.mouseDown(clear)
  fireEvent.click(clear)
  fireEvent.click(screen.getByRole('button', { name: 'ok' }))
  await waitFor(() => expect(send).toHaveBeenCalled())
  expect(send.mock.calls[0]?.[0]).toEqual({ group: null })
})
