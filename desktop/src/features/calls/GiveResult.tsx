/** What came of a call, given later by who spoke in it. */
import { useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { api, call } from '@/shared/api/client'
import { leaves, useDispositions, useNamed } from '@/shared/dispositions'
import { useTellFailure } from '@/shared/failure'
import { useSay } from '@/shared/said'
import { useText } from '@/shared/text'

export function GiveResult({ id }: { id: string }) {
  const t = useText()
  const named = useNamed()
  const cache = useQueryClient()
  const say = useSay()
  const tell = useTellFailure()
  const { data } = useDispositions()
  const give = async (disposition: string) => {
    try {
      await call(api.PUT('/api/calls/{call}/result', { params: { path: { call: id } }, body: { disposition } }))
      await Promise.all([cache.invalidateQueries({ queryKey: ['call', id] }), cache.invalidateQueries({ queryKey: ['calls'] })])
      say(t('form.saved'))
    } catch (error) {
      tell(error)
    }
  }
  return (
    <Select
      size="small"
      style={{ minWidth: 160 }}
      placeholder={t('result.give')}
      value={null}
      onChange={(code: string | null) => code && void give(code)}
      options={leaves(data ?? []).map((one) => ({ value: one.code, label: named(one) }))}
      data-testid="give-result"
    />
  )
}
