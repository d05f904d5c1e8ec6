/** The navigation: what people do, in the order they do it, and who may. Pages load when they are opened. */
import {
  AudioOutlined,
  FileDoneOutlined,
  AuditOutlined,
  BankOutlined,
  BranchesOutlined,
  ContactsOutlined,
  CustomerServiceOutlined,
  DashboardOutlined,
  ExperimentOutlined,
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
  /** Where it stands: what one works in, or how the house is set up. */
  part: 'work' | 'house'
  /** Any of these opens it. */
  permissions: string[]
  /** What waits there is counted; it is also open to whom something waits for. */
  waits?: true
  page: ComponentType
  /** Fetch the page's code ahead of its opening. */
  ready: () => Promise<unknown>
}

const page = <N extends string>(load: () => Promise<Record<N, ComponentType>>, name: N) => ({
  page: lazy(async () => ({ default: (await load())[name] })),
  ready: load,
})

export const places: Place[] = [
  {
    path: '/work',
    part: 'work',
    text: 'nav.work',
    icon: <CustomerServiceOutlined />,
    permissions: ['calls.take'],
    ...page(() => import('@/features/workbench'), 'WorkbenchPage'),
  },
  {
    path: '/floor',
    part: 'work',
    text: 'nav.floor',
    icon: <DashboardOutlined />,
    permissions: ['floor.watch'],
    ...page(() => import('@/features/floor'), 'FloorPage'),
  },
  {
    path: '/what-if',
    part: 'work',
    text: 'nav.what_if',
    icon: <ExperimentOutlined />,
    permissions: ['floor.watch'],
    ...page(() => import('@/features/whatif'), 'WhatIfPage'),
  },
  {
    path: '/calls',
    part: 'work',
    text: 'nav.calls',
    icon: <PhoneOutlined />,
    permissions: ['calls.list', 'calls.list_own'],
    ...page(() => import('@/features/calls'), 'CallsPage'),
  },
  {
    path: '/callbacks',
    part: 'work',
    text: 'nav.callbacks',
    icon: <FieldTimeOutlined />,
    permissions: ['callbacks.handle'],
    ...page(() => import('@/features/callbacks'), 'CallbacksPage'),
  },
  {
    path: '/messages',
    part: 'work',
    text: 'nav.messages',
    icon: <AudioOutlined />,
    permissions: ['callbacks.handle'],
    ...page(() => import('@/features/messages'), 'MessagesPage'),
  },
  {
    path: '/customers',
    part: 'work',
    text: 'nav.customers',
    icon: <ContactsOutlined />,
    permissions: ['customers.see', 'customers.edit'],
    ...page(() => import('@/features/customers'), 'CustomersPage'),
  },
  {
    path: '/approvals',
    part: 'work',
    text: 'nav.approvals',
    icon: <FileDoneOutlined />,
    permissions: ['requests.file', 'approvals.see', 'approvals.manage'],
    waits: true,
    ...page(() => import('@/features/approvals'), 'ApprovalsPage'),
  },
  {
    path: '/company',
    part: 'house',
    text: 'nav.company',
    icon: <BankOutlined />,
    permissions: ['telephony.manage'],
    ...page(() => import('@/features/company'), 'CompanyPage'),
  },
  {
    path: '/compliance',
    part: 'house',
    text: 'nav.compliance',
    icon: <SafetyOutlined />,
    permissions: ['compliance.manage'],
    ...page(() => import('@/features/compliance'), 'CompliancePage'),
  },
  {
    path: '/telephony',
    part: 'house',
    text: 'nav.telephony',
    icon: <SettingOutlined />,
    permissions: ['telephony.manage'],
    ...page(() => import('@/features/telephony'), 'TelephonyPage'),
  },
  {
    path: '/ivr',
    part: 'house',
    text: 'nav.ivr',
    icon: <BranchesOutlined />,
    permissions: ['telephony.manage'],
    ...page(() => import('@/features/ivr'), 'IvrPage'),
  },
  {
    path: '/people',
    part: 'house',
    text: 'nav.people',
    icon: <TeamOutlined />,
    permissions: ['people.manage'],
    ...page(() => import('@/features/people'), 'PeoplePage'),
  },
  {
    path: '/audit',
    part: 'house',
    text: 'nav.audit',
    icon: <AuditOutlined />,
    permissions: ['audit.read'],
    ...page(() => import('@/features/audit'), 'AuditPage'),
  },
  {
    path: '/jobs',
    part: 'house',
    text: 'nav.jobs',
    icon: <UnorderedListOutlined />,
    permissions: ['jobs.see'],
    ...page(() => import('@/features/jobs'), 'JobsPage'),
  },
]

/** Where a person begins. Who watches the floor begins there, also when he takes calls himself. */
export function homeFor(may: (...permissions: string[]) => boolean): Place | undefined {
  const open = placesFor(may)
  return open.find((place) => place.path === '/floor') ?? open[0]
}

/** `waiting`: how much waits for the person where it is counted. */
export function placesFor(may: (...permissions: string[]) => boolean, waiting = 0): Place[] {
  return places.filter((place) => may(...place.permissions) || (place.waits && waiting > 0))
}
