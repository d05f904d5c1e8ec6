/** A drawer beside the page; it begins beneath the bar, which is never covered. */
import { Drawer, type DrawerProps } from 'antd'
import styles from './SidePanel.module.css'

export function SidePanel(props: Omit<DrawerProps, 'rootClassName' | 'destroyOnHidden'>) {
  return <Drawer {...props} rootClassName={styles.panel ?? ''} destroyOnHidden />
}
