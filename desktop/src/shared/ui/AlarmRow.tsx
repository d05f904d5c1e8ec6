/** Something beyond its limit, with the one thing to do about it: say that one knows. */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Hue } from '@/shared/theme'
import styles from './AlarmRow.module.css'

export function AlarmRow({ who, what, hue, act, onSee }: { who: ReactNode; what: ReactNode; hue: Hue; act: string; onSee: () => void }) {
  return (
    <div className={styles.alarm} data-hue={hue} data-testid="alarm">
      <span className={styles.text}>
        <strong>{who}</strong> {what}
      </span>
      <Button size="small" onClick={onSee}>
        {act}
      </Button>
    </div>
  )
}
