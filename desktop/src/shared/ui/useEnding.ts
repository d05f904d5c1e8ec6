/** Signing out elsewhere: asked first where many pages close, told when it is done. */
import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useFailureTold } from './useFailureTold'
import { useSay } from '@/shared/said'
import { useText } from '@/shared/text'

export function useEnding(key: readonly unknown[]) {
  const t = useText()
  const say = useSay()
  const told = useFailureTold()
  const cache = useQueryClient()
  const { modal } = App.useApp()
  const end = (send: () => Promise<unknown>, done = t('safety.ended')) =>
    told(async () => {
      await send()
      await cache.invalidateQueries({ queryKey: key })
      say(done)
    })
  const endAll = async (title: string, send: () => Promise<unknown>) => {
    const sure = await modal.confirm({ title, content: t('safety.end_all_text'), okText: t('safety.end'), okButtonProps: { danger: true }, cancelText: t('action.cancel') })
    if (sure) await end(send)
  }
  return { end, endAll }
}
