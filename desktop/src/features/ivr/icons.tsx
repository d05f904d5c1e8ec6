import {
  AudioOutlined,
  BranchesOutlined,
  CustomerServiceOutlined,
  EditOutlined,
  ExportOutlined,
  NumberOutlined,
  PhoneOutlined,
  RollbackOutlined,
  SearchOutlined,
  SoundOutlined,
  StarOutlined,
  AppstoreOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { NodeKind } from '@/shared/flow'

export const icons: Record<NodeKind, ReactNode> = {
  play: <SoundOutlined />,
  menu: <AppstoreOutlined />,
  collect: <NumberOutlined />,
  condition: <BranchesOutlined />,
  look_up: <SearchOutlined />,
  set: <EditOutlined />,
  queue: <CustomerServiceOutlined />,
  voicemail: <AudioOutlined />,
  external: <ExportOutlined />,
  agent: <RollbackOutlined />,
  rating: <StarOutlined />,
  hang_up: <PhoneOutlined rotate={135} />,
}
