/** The frame: the places at the left, the bar above, the page in the middle. It stays while pages change. */
import { QuestionCircleOutlined } from '@ant-design/icons'
import { Button, Spin, Tooltip } from 'antd'
import { Suspense, useEffect, useRef, useState } from 'react'
import { Outlet, useLocation } from 'react-router'
import { HelpSheet } from '@/features/help'
import { HelpButton, LeaderWords, Supervising } from '@/features/leading'
import { LateResults } from '@/features/results'
import { Cover, SessionEnd } from '@/features/session'
import { AudioSettings, CallPop, LineQuality, SoftphoneBar, TroubleStrip } from '@/features/softphone'
import { AgentLineProvider } from '@/live/agent'
import { useLineUp } from '@/live/line'
import { useKey } from '@/shared/keys'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { LanguageSwitch } from './LanguageSwitch'
import { NavigationBar } from './NavigationBar'
import { PersonMenu } from './PersonMenu'
import { TabSign } from './TabSign'
import styles from './frame.module.css'
import { usePageTop } from './usePageTop'
import { useWaiting } from './useWaiting'
import { type Place, places, placesFor } from './navigation'

const quiet = 2_000

export function Frame() {
  const t = useText()
  const may = useMay()
  const { pathname } = useLocation()
  const [help, setHelp] = useState(false)
  useLineUp()
  useKey('help', () => setHelp((shown) => !shown))
  const waiting = useWaiting()
  const open = placesFor(may, waiting)
  const here = open.find((place) => pathname.startsWith(place.path))
  const takesCalls = may('calls.take')
  usePagesReady(open)
  const page = useRef<HTMLElement>(null)
  usePageTop(page)
  return (
    <AgentLineProvider>
      <TabSign place={here ? t(here.text) : ''} />
      <div className={styles.frame}>
        <NavigationBar open={open} here={here} waiting={waiting} />
        <div className={styles.body}>
          <header className={styles.top}>
            {takesCalls ? <SoftphoneBar /> : <span className={styles.space}>{t('frame.product')}</span>}
            <div className={styles.tools}>
              {takesCalls && <HelpButton />}
              {takesCalls && <LineQuality />}
              {takesCalls && <AudioSettings />}
              <Tooltip title={`${t('key.help')} (?)`}>
                <Button type="text" aria-label={t('key.help')} icon={<QuestionCircleOutlined />} onClick={() => setHelp(true)} />
              </Tooltip>
              <LanguageSwitch />
              <PersonMenu />
            </div>
          </header>
          <SessionEnd />
          <Cover />
          {takesCalls && <TroubleStrip />}
          {takesCalls && <LeaderWords />}
          {takesCalls && <Supervising />}
          {takesCalls && <CallPop />}
          {takesCalls && <LateResults />}
          <main ref={page} className={styles.main}>
            <Suspense fallback={<Spin delay={300} className={styles.loading ?? ''} />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </div>
      <HelpSheet open={help} onClose={() => setHelp(false)} />
    </AgentLineProvider>
  )
}

/** Once the first page stands, the others are fetched in quiet moments, so that changing the page is instant. */
function usePagesReady(open: Place[]): void {
  const names = open.map((place) => place.path).join()
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const place of places) if (names.split(',').includes(place.path)) void place.ready().catch(() => undefined)
    }, quiet)
    return () => clearTimeout(timer)
  }, [names])
}
