/** "Do not call me again": the agent who hears it writes it down where he is, and it holds at once. */
import { StopOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { popKey } from '@/live/pop'
import { type Shape, api, call as answer } from '@/shared/api/client'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { FormDrawer } from '@/shared/ui/FormDrawer'
import { ObjectionFields } from '@/shared/ui/ObjectionFields'

type Wish = Pick<Shape<'ObjectionForm'>, 'type' | 'remark'>

export function Objection({ call, number, name }: { call: string; number: string; name: string }) {
  const t = useText()
  const may = useMay()
  const cache = useQueryClient()
  const [asking, setAsking] = useState(false)
  if (!may('calls.take', 'compliance.manage')) return null
  return (
    <>
      <Button
        size="small"
        icon={<StopOutlined />}
        // a number that is masked here is not known here
        disabled={!number || number.includes('*')}
        onClick={() => setAsking(true)}
        data-act="object"
      >
        {t('dnc.note')}
      </Button>
      <FormDrawer<Wish>
        title={t('dnc.note')}
        open={asking}
        onClose={() => setAsking(false)}
        initial={{ type: 'all', remark: '' }}
        send={async (wish) => {
          await answer(api.POST('/api/do-not-call', { body: { ...wish, number, name } }))
          await cache.invalidateQueries({ queryKey: popKey(call) })
        }}
        done={t('dnc.noted')}
      >
        <ObjectionFields />
      </FormDrawer>
    </>
  )
}
