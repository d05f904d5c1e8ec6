/** What the tab says where the page itself is not seen: that somebody rings, and who. */
import { useEffect } from 'react'
import { useAgentLine } from '@/live/agent'
import { useScreenPop } from '@/live/pop'
import { phone } from '@/shared/formats'
import { useText } from '@/shared/text'
import { markAddress } from '@/shared/ui/mark'

export function TabSign({ place }: { place: string }) {
  const t = useText()
  const line = useAgentLine()
  const call = line?.desk.call ?? null
  const ringing = line?.place === 'here' && line.desk.agent?.state === 'ringing' && call !== null
  const { data: pop } = useScreenPop(ringing ? call.id : '', call?.customer_number ?? '')
  const who = pop?.customer?.name || phone(pop?.number || call?.customer_number || '') || t('call.withheld')
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
    if (icon) icon.href = markAddress(ringing)
  }, [ringing])
  return <title>{ringing ? t('frame.ringing', { who }) : [place, t('frame.product')].filter(Boolean).join(' · ')}</title>
}
