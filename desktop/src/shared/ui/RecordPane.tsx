/**
 * The record of a thing that is set up: what it is, what hangs on it as tabs, and its trail. It is read first; its form
 * is one press away.
 */
import { useQuery } from '@tanstack/react-query'
import { Flex, Skeleton, Tabs, Typography } from 'antd'
import type { ReactNode } from 'react'
import type { Shape } from '@/shared/api/client'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { ChangedLast } from './ChangedLast'
import { ErrorNote } from './ErrorNote'
import { type Fact, Facts } from './Facts'
import { SidePanel } from './SidePanel'
import { Trail } from './Trail'

interface Kept {
  id: string
  changed?: Shape<'ChangeOut'> | null
}

export interface RecordPart {
  key: string
  label: string
  children: ReactNode
}

/** What a kind of thing shows of one of its rows. */
export interface RecordOf<T extends Kept> {
  one: (id: string) => Promise<T>
  title: (row: T) => ReactNode
  facts: (row: T) => Fact[]
  /** `edit` opens its form at one of its fields. */
  parts?: (row: T, edit: (field: string) => void) => RecordPart[]
}

interface Props<T extends Kept> {
  /** Name of the list: the record is asked anew with it. */
  name: string
  id: string | null
  of: RecordOf<T>
  acts: (row: T) => ReactNode
  onEdit: (row: T, field: string) => void
  onClose: () => void
}

export function RecordPane<T extends Kept>({ name, id, of, acts, onEdit, onClose }: Props<T>) {
  const { data, error, refetch } = useQuery({
    queryKey: [name, 'one', id],
    queryFn: () => of.one(id ?? ''),
    enabled: id !== null,
  })
  const title = data && (
    <Flex align="center" justify="space-between" gap={8}>
      <Typography.Text ellipsis strong style={{ fontSize: 20 }}>
        {of.title(data)}
      </Typography.Text>
      {acts(data)}
    </Flex>
  )
  return (
    <SidePanel open={id !== null} onClose={onClose} size={500} title={title} mask={false} beside>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data ? <Body row={data} of={of} onEdit={onEdit} /> : !error && <Skeleton active />}
    </SidePanel>
  )
}

function Body<T extends Kept>({ row, of, onEdit }: { row: T; of: RecordOf<T>; onEdit: Props<T>['onEdit'] }) {
  const t = useText()
  const may = useMay()
  const trail = may('audit.read') ? [{ key: 'trail', label: t('record.trail'), children: <Trail subject={row.id} /> }] : []
  const parts = [...(of.parts?.(row, (field) => onEdit(row, field)) ?? []), ...trail]
  return (
    <Flex vertical gap={12}>
      <Facts facts={of.facts(row)} wide />
      {parts.length > 0 && <Tabs size="small" items={parts} />}
      <ChangedLast change={row.changed} whole />
    </Flex>
  )
}
