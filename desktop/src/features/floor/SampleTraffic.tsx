/** In the sample company a visitor lets customers call and agents work, for a while: real calls on the real switch. */
import { PlayCircleOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown, Tooltip } from 'antd'
import { type Rate, askTraffic, stopTraffic, switchTraffic } from '@/shared/api/demo'
import { useTellFailure } from '@/shared/failure'
import { useMay, useSession } from '@/shared/session'
import { useText } from '@/shared/text'
import { Remaining } from '@/shared/ui/Figures'

const rates = ['calm', 'lively', 'rush'] as const
const often = 10_000

export function SampleTraffic() {
  const demo = useSession().data?.demo ?? false
  const may = useMay()
  return demo && may('demo.use') ? <Switch /> : null
}

function Switch() {
  const t = useText()
  const tell = useTellFailure()
  const cache = useQueryClient()
  const { data } = useQuery({ queryKey: ['traffic'], queryFn: askTraffic, refetchInterval: often, retry: false })
  if (!data) return null
  const change = async (doing: Promise<unknown>) => {
    try {
      await doing
    } catch (error) {
      tell(error)
    }
    await cache.invalidateQueries({ queryKey: ['traffic'] })
  }
  if (data.on) {
    return (
      <Tooltip title={t('traffic.on_hint')} placement="left">
        <Button icon={<PlayCircleOutlined spin />} data-act="traffic-off" onClick={() => void change(stopTraffic())}>
          {t('traffic.stop', { rate: t(`traffic.${data.rate ?? 'lively'}`) })} <Remaining until={Date.parse(data.ends_at ?? '')} />
        </Button>
      </Tooltip>
    )
  }
  const choose = (rate: NonNullable<Rate>) => void change(switchTraffic(rate))
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [{ type: 'group', key: 'hint', label: t('traffic.off_hint'), children: rates.map((rate) => ({ key: rate, label: `${t(`traffic.${rate}`)} · ${t(`traffic.${rate}_hint`)}` })) }],
        onClick: ({ key }) => choose(key as NonNullable<Rate>),
      }}
    >
      <Button icon={<PlayCircleOutlined />} data-act="traffic-on">
        {t('traffic.start')}
      </Button>
    </Dropdown>
  )
}
