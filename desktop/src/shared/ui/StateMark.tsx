/** A state by colour and word (never colour alone), and how long it has held. */
import type { StateLook } from '@/shared/states'
import { useText } from '@/shared/text'
import { Running } from './Figures'
import styles from './StateMark.module.css'

interface Props {
  look: StateLook
  /** Another word than the table's, e.g. with the reason. */
  word?: string
  since?: number
  plain?: boolean
}

export function StateMark({ look, word, since, plain = false }: Props) {
  const t = useText()
  return (
    <span className={plain ? styles.plain : styles.mark} data-hue={look.hue} data-asks={look.pulse ?? false}>
      <i className={look.pulse ? `${styles.dot} ${styles.pulse}` : styles.dot} />
      <span className={styles.word}>{word ?? t(look.text)}</span>
      {since !== undefined && since > 0 && <Running since={since} />}
    </span>
  )
}
