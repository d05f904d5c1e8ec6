/** From one day to another, in the tenant's days. */
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useSearchParams } from 'react-router'
import { serverNow } from '@/shared/clock'
import { dayPresets, spanOf } from '@/shared/days'
import { dayOf, startOfDay } from '@/shared/formats'
import { useZone } from '@/shared/session'
import { useText } from '@/shared/text'
import { writeTable } from './tableAddress'

export function DayFilter() {
  const t = useText()
  const zone = useZone()
  const [search, setSearch] = useSearchParams()
  const since = search.get('since')
  const until = search.get('until')
  const day = (at: string | null, back: number) => (at ? dayjs(dayOf(Date.parse(at) - back, zone)) : null)
  return (
    <DatePicker.RangePicker
      style={{ width: 240 }}
      allowEmpty={[true, true]}
      presets={Object.entries(dayPresets).map(([name, preset]) => ({ label: t(preset.text), value: spanOf(name, dayOf(serverNow(), zone)) }))}
      value={[day(since, 0), day(until, 1)]}
      onChange={(range) =>
        setSearch(
          (now) =>
            writeTable(now, {
              since: range?.[0] ? startOfDay(range[0].format('YYYY-MM-DD'), zone) : '',
              until: range?.[1] ? startOfDay(range[1].add(1, 'day').format('YYYY-MM-DD'), zone) : '',
              page: '',
            }),
          { replace: true },
        )
      }
    />
  )
}
