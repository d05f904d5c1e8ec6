/** The page before the house: brand, one form, the language. */
import { Button, Typography } from 'antd'
import type { ReactNode } from 'react'
import { chooseAtTheDoor, useLanguage, useText } from '@/shared/text'
import styles from './Door.module.css'
import { markAddress } from './mark'

export function Door({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const t = useText()
  const other = useLanguage() === 'zh' ? 'en' : 'zh'
  return (
    <div className={styles.door}>
      <Button type="text" className={styles.language ?? ''} onClick={() => chooseAtTheDoor(other)}>
        {t('frame.other_language')}
      </Button>
      <main className={styles.card}>
        <div className={styles.brand}>
          <img src={markAddress()} alt="" width={44} height={44} />
          <span>{t('frame.product')}</span>
        </div>
        <Typography.Title level={1} className={styles.title ?? ''}>
          {title}
        </Typography.Title>
        {hint && <Typography.Paragraph type="secondary">{hint}</Typography.Paragraph>}
        {children}
      </main>
    </div>
  )
}
