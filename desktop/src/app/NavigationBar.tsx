/** The places at the left, in ink: picture and word; folded, the pictures alone. */
import { DoubleLeftOutlined, DoubleRightOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useText } from '@/shared/text'
import { markAddress } from '@/shared/ui/mark'
import styles from './NavigationBar.module.css'
import type { Place } from './navigation'

const key = 'zuoxi.folded'
/** The greatest number that is shown as such. */
const most = 99
const parts = ['work', 'house'] as const

export function NavigationBar({ open, here, waiting }: { open: Place[]; here: Place | undefined; waiting: number }) {
  const t = useText()
  const [folded, setFolded] = useState(() => localStorage.getItem(key) === 'yes')
  const fold = () => {
    localStorage.setItem(key, folded ? '' : 'yes')
    setFolded(!folded)
  }
  return (
    <nav className={styles.nav} aria-label={t('frame.places')} data-folded={folded}>
      <Link to="/" className={styles.mark} title={t('frame.product')}>
        <img src={markAddress()} alt={t('frame.product')} width={36} height={36} />
      </Link>
      {parts.filter((part) => open.some((place) => place.part === part)).map((part) => (
        <div key={part} className={styles.part}>
          {open
            .filter((place) => place.part === part)
            .map((place) => (
              <Tooltip key={place.path} title={folded ? t(place.text) : ''} placement="right">
                <Link to={place.path} className={styles.place} aria-current={place === here ? 'page' : undefined} aria-label={place.waits && waiting > 0 ? `${t(place.text)} (${waiting})` : t(place.text)}>
                  <span className={styles.picture}>
                    {place.icon}
                    {place.waits && waiting > 0 && <span className={styles.count}>{waiting > most ? `${most}+` : waiting}</span>}
                  </span>
                  <span className={styles.word}>{t(place.text)}</span>
                </Link>
              </Tooltip>
            ))}
        </div>
      ))}
      <button type="button" className={styles.fold} onClick={fold} aria-label={t(folded ? 'frame.unfold' : 'frame.fold')} title={t(folded ? 'frame.unfold' : 'frame.fold')}>
        {folded ? <DoubleRightOutlined /> : <DoubleLeftOutlined />}
      </button>
    </nav>
  )
}
