/** Several figures with their names, two beside each other. */
import { type Figure as Worked, figureOf } from '@/shared/measures'
import { Figure, FigureName, Hint, focusable } from './Figure'
import styles from './FigureList.module.css'

export function FigureList({ codes, figures }: { codes: readonly string[]; figures: readonly Worked[] | undefined }) {
  return (
    <dl className={styles.list}>
      {codes.map((code) => (
        <Hint key={code} code={code} figure={figureOf(figures, code)}>
          <div {...focusable}>
            <dt>
              <FigureName code={code} />
            </dt>
            <dd>
              <Figure code={code} figure={figureOf(figures, code)} hint={false} />
            </dd>
          </div>
        </Hint>
      ))}
    </dl>
  )
}
