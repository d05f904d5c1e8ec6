/** The navigation: what people do, in the order they do it, and who may. Pages load when they are opened. */
import {
  AuditOutlined,
  ContactsOutlined,
  CustomerServiceOutlined,
  DashboardOutlined,
  FieldTimeOutlined,
  PhoneOutlined,
  SafetyOutlined,
  SettingOutlined,
  TeamOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import { type ComponentType, type ReactNode, lazy } from 'react'
import type { TextKey } from '@/texts'

export interface Place {
  path: string
  text: TextKey
  icon: ReactNode
  /** Any of these opens it. */
  permissions: string[]
  page: ComponentType
}

const page = <N extends string>(load: () => Promise<Record<N, ComponentType>>, name: N) =>
  lazy(async () => ({ default: (await load())[name] }))

export const places: Place[] = [
  {
    path: '/work',
    text: 'nav.work',
    icon: <CustomerServiceOutlined />,
    permissions: ['calls.take'],
    page: page(() => import('@/features/workbench'), 'WorkbenchPage'),
  },
  {
    path: '/floor',
    text: 'nav.floor',
    icon: <DashboardOutlined />,
    permissions: ['floor.watch'],
    page: page(() => import('@/features/floor'), 'FloorPage'),
  },
  {
    path: '/calls',
    text: 'nav.calls',
    icon: <PhoneOutlined />,
    permissions: ['calls.list', 'calls.list_own'],
    page: page(() => import('@/features/calls'), 'CallsPage'),
  },
  {
    path: '/callbacks',
    text: 'nav.callbacks',
    icon: <FieldTimeOutlined />,
    permissions: ['callbacks.handle'],
    page: page(() => import('@/features/callbacks'), 'CallbacksPage'),
  },
  {
    path: '/customers',
    text: 'nav.customers',
    icon: <ContactsOutlined />,
    permissions: ['customers.see', 'customers.edit'],
    page: page(() => import('@/features/customers'), 'CustomersPage'),
  },
  {
    path: '/compliance',
    text: 'nav.compliance',
    icon: <SafetyOutlined />,
    permissions: ['compliance.manage'],
    page: page(() => import('@/features/compliance'), 'CompliancePage'),
  },
  {
    path: '/telephony',
    text: 'nav.telephony',
    icon: <SettingOutlined />,
    permissions: ['telephony.manage'],
    page: page(() => import('@/features/telephony'), 'TelephonyPage'),
  },
  {
    path: '/people',
    text: 'nav.people',
    icon: <TeamOutlined />,
    permissions: ['people.manage'],
    page: page(() => import('@/features/people'), 'PeoplePage'),
  },
  {
    path: '/audit',
    text: 'nav.audit',
    icon: <AuditOutlined />,
    permissions: ['audit.read'],
    page: page(() => import('@/features/audit'), 'AuditPage'),
  },
  {
    path: '/jobs',
    text: 'nav.jobs',
    icon: <UnorderedListOutlined />,
    permissions: ['jobs.see'],
    page: page(() => import('@/features/jobs'), 'JobsPage'),
  },
]

export function placesFor(may: (...permissions: string[]) => boolean): Place[] {
  return places.filter((place) => may(...place.permissions))
}
