/** Taking the session from another browser asks once and says what will happen. */
import { App } from 'antd'
import { useCallback } from 'react'
import { useText } from '@/shared/text'
import type { Acts } from './acts'

export function useTakeOver(acts: Acts): () => void {
  const { modal } = App.useApp()
  const t = useText()
  return useCallback(() => {
    modal.confirm({
      title: t('phone.take_over_title'),
      content: t('phone.take_over_text'),
      okText: t('phone.take_over'),
      cancelText: t('action.cancel'),
      onOk: async () => {
        await acts.signIn(true)
      },
    })
  }, [modal, t, acts])
}
