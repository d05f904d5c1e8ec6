/** A kind of thing that is set up: its list, adding, changing, taking out of use with a way back. */
import { PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Flex } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Page, Query } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useText } from '@/shared/text'
import type { TextKey } from '@/texts'
import { FormDrawer } from './ApiForm'
import { EmptyState } from './EmptyState'
import { type Column, PageTable } from './PageTable'
import { useUndo } from './useUndo'

interface Row {
  id: string
  hidden?: boolean
}

interface Props<T extends Row, V extends object> {
  name: string
  load: (query: Query) => Promise<Page<T>>
  columns: Column<T>[]
  search?: TextKey
  add: TextKey
  edit: TextKey
  empty: TextKey
  emptyHint: TextKey
  fields: (row: T | null) => ReactNode
  /** What the form shows for a row; null: a new one. */
  values: (row: T | null) => Partial<V>
  create: (values: V) => Promise<unknown>
  change: (id: string, values: Partial<V>) => Promise<unknown>
  /** Absent: rows of this kind stay. */
  hide?: (id: string) => Promise<unknown>
  unhide?: (id: string) => Promise<unknown>
  rowActs?: (row: T) => ReactNode
  filters?: ReactNode
  filterNames?: readonly string[]
  width?: number
}

export function Catalog<T extends Row, V extends object>(props: Props<T, V>) {
  const t = useText()
  const cache = useQueryClient()
  const tell = useTellFailure()
  const undo = useUndo()
  const [open, setOpen] = useState<T | 'new' | null>(null)
  const row = open === 'new' ? null : open
  const { hide, unhide } = props
  const fresh = () => cache.invalidateQueries({ queryKey: [props.name] })
  const send = async (values: V) => {
    await (row ? props.change(row.id, values) : props.create(values))
    await fresh()
  }
  const take = async (one: T) => {
    try {
      await hide?.(one.id)
      await fresh()
      if (unhide) undo(t('catalog.hidden'), () => unhide(one.id).then(fresh))
    } catch (error) {
      tell(error)
    }
  }
  const addButton = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('new')}>
      {t(props.add)}
    </Button>
  )
  const acts: Column<T> = {
    key: 'acts',
    title: 'table.acts',
    render: (one) => (
      <Flex gap={8}>
        <Button size="small" onClick={() => setOpen(one)}>
          {t('action.edit')}
        </Button>
        {props.rowActs?.(one)}
        {hide && !one.hidden && (
          <Button size="small" type="text" onClick={() => void take(one)}>
            {t('catalog.hide')}
          </Button>
        )}
      </Flex>
    ),
  }
  return (
    <>
      <PageTable
        name={props.name}
        load={props.load}
        columns={[...props.columns, acts]}
        {...(props.search ? { search: props.search } : {})}
        filters={props.filters}
        {...(props.filterNames ? { filterNames: props.filterNames } : {})}
        actions={addButton}
        empty={<EmptyState title={t(props.empty)} hint={t(props.emptyHint)} />}
      />
      <FormDrawer<V>
        title={t(row ? props.edit : props.add)}
        open={open !== null}
        onClose={() => setOpen(null)}
        initial={props.values(row)}
        send={send}
        {...(props.width ? { width: props.width } : {})}
      >
        {props.fields(row)}
      </FormDrawer>
    </>
  )
}
