/** A page: its head (title, what can be done here) and its body, the same everywhere. */
import { Tabs, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import styles from './Page.module.css'

interface Props {
  title: string
  extra?: ReactNode
  children: ReactNode
  /** The body fills the window and scrolls inside its own parts. */
  fixed?: boolean
}

export function Page({ title, extra, children, fixed = false }: Props) {
  return (
    <div className={fixed ? `${styles.page} ${styles.fixed}` : styles.page}>
      <header className={styles.head}>
        <Typography.Title level={1} className={styles.title}>
          {title}
        </Typography.Title>
        <div className={styles.extra}>{extra}</div>
      </header>
      {children}
    </div>
  )
}

export interface PageTab {
  key: string
  label: string
  children: ReactNode
}

/** A page's own tabs; the open one stands in the address. */
export function PageTabs({ tabs }: { tabs: PageTab[] }) {
  const [search, setSearch] = useSearchParams()
  const open = tabs.find((tab) => tab.key === search.get('tab')) ?? tabs[0]
  return (
    <Tabs
      items={tabs}
      activeKey={open?.key ?? ''}
      destroyOnHidden
      onChange={(tab) => setSearch({ tab }, { replace: true })}
    />
  )
}

/** A white area with an optional heading. */
export function Panel({ title, extra, children, fill = false, bare = false, testid }: {
  title?: ReactNode
  extra?: ReactNode
  children: ReactNode
  fill?: boolean
  /** The heading says it all: no body. */
  bare?: boolean
  testid?: string
}) {
  return (
    <section className={fill ? `${styles.panel} ${styles.fill}` : styles.panel} data-bare={bare} data-testid={testid}>
      {(title || extra) && (
        <header className={styles.panelHead}>
          <h2 className={styles.panelTitle}>{title}</h2>
          {extra}
        </header>
      )}
      {!bare && <div className={styles.panelBody}>{children}</div>}
    </section>
  )
}
