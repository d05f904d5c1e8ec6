/**
 * The settings pattern: a kind of thing that is set up. Its list in use or out of use, adding, changing, taking out
 * of use after saying what will happen, bringing back; who changed it last.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Flex, Segmented } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Page, Query, Shape } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useSay } from '@/shared/said'
import { useText } from '@/shared/text'
import type { TextKey } from '@/texts'
import { AddButton } from './AddButton'
import { ChangedLast } from './ChangedLast'
import { EmptyState } from './EmptyState'
import { FormDrawer } from './FormDrawer'
import { type Column, PageTable, useTableFilter } from './PageTable'
import { type RecordOf, RecordPane } from './RecordPane'
import { Split } from './SidePanel'
import { useOpenRow } from './useOpenRow'

export interface CatalogRow {
  id: string
  hidden?: boolean
  changed?: Shape<'ChangeOut'> | null
}

interface Props<T extends CatalogRow, V extends object> {
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
  change: (id: string, values: Partial<V> & { version?: string; hidden?: boolean }) => Promise<unknown>
  /** How people call a row; with it rows of this kind can be taken out of use. */
  called?: (row: T) => string
  /** What happens when it is taken out of use: the rule in words, and what depends on it now. */
  consequence?: (row: T) => ReactNode
  rowActs?: (row: T) => ReactNode
  /** What opens beside the list for the row in the address; it may ask for the form. Without it a row opens its form. */
  record?: RecordOf<T> | ((edit: (row: T) => void) => ReactNode)
  filters?: ReactNode
  filterNames?: readonly string[]
  /** Name of the list as the house writes it into a workbook. */
  exports?: string
  width?: number
}

export function Catalog<T extends CatalogRow, V extends object>(props: Props<T, V>) {
  const t = useText()
  const cache = useQueryClient()
  const tell = useTellFailure()
  const say = useSay()
  const { modal } = App.useApp()
  const [asked, setAsked] = useTableFilter('new')
  const [wanted, setWanted] = useTableFilter('edit')
  const [open, setOpen] = useState<T | 'new' | 'wanted' | null>(asked ? 'new' : wanted ? 'wanted' : null)
  const [field, setField] = useState(wanted)
  const [used, setUsed] = useTableFilter('hidden')
  const [beside, show] = useOpenRow()
  const { called, consequence, record } = props
  const found = useFormByLink(props.name, open === 'wanted' ? beside : null, record)
  const row = open === 'new' ? null : open === 'wanted' ? found : open
  const fresh = async () => {
    await Promise.all([[props.name], ['audit']].map((queryKey) => cache.invalidateQueries({ queryKey })))
  }
  const send = async (values: V, version: string | undefined) => {
    await (row ? props.change(row.id, version ? { ...values, version } : values) : props.create(values))
    await fresh()
  }
  const put = async (one: T, hidden: boolean) => {
    await props.change(one.id, { hidden } as Partial<V> & { hidden: boolean })
    await fresh()
  }
  const restore = async (one: T) => {
    try {
      await put(one, false)
      say(t('catalog.restored'))
    } catch (error) {
      tell(error)
    }
  }
  const ask = (one: T, name: string) =>
    modal.confirm({
      title: t('catalog.hide_title', { name }),
      content: (
        <Flex vertical gap={8}>
          {consequence?.(one)}
          <span>{t('catalog.hide_text')}</span>
        </Flex>
      ),
      okText: t('catalog.hide'),
      okButtonProps: { danger: true },
      cancelText: t('action.cancel'),
      onOk: async () => {
        try {
          await put(one, true)
          say(t('catalog.hidden'), () => put(one, false))
        } catch (error) {
          tell(error)
        }
      },
    })
  /** The row as it is now, for a form that was opened before somebody else changed it. */
  const reload = async (one: T) => {
    await fresh()
    const pages = cache.getQueriesData<Page<T>>({ queryKey: [props.name] })
    const now = pages.flatMap(([, page]) => page?.items ?? []).find((other) => other.id === one.id)
    setOpen(now ?? null)
  }
  const actsOf = (one: T) => (
    <Flex gap={8} onClick={(event) => event.stopPropagation()}>
      {one.hidden ? (
        <Button size="small" onClick={() => void restore(one)} data-act="restore">
          {t('catalog.restore')}
        </Button>
      ) : (
        <Button size="small" onClick={() => setOpen(one)} data-act="edit">
          {t('action.edit')}
        </Button>
      )}
      {!one.hidden && props.rowActs?.(one)}
      {called && !one.hidden && (
        <Button size="small" type="text" onClick={() => ask(one, called(one))} data-act="deactivate">
          {t('catalog.hide')}
        </Button>
      )}
    </Flex>
  )
  const edit = (one: T, at: string) => {
    setField(at)
    setOpen(one)
  }
  const acts: Column<T> = { key: 'acts', title: 'table.acts', wide: true, render: actsOf }
  return (
    <>
      <Split>
      <PageTable
        name={props.name}
        openRow={props.record ? beside : null}
        onRow={(one) => (props.record ? show(one.id) : !one.hidden && setOpen(one))}
        load={props.load}
        columns={[...props.columns, { key: 'changed', title: 'catalog.changed', extra: true, render: (one) => <ChangedLast change={one.changed} /> }, acts]}
        {...(props.search ? { search: props.search } : {})}
        {...(props.exports ? { exports: props.exports } : {})}
        filters={
          <>
            {called && (
              <Segmented
                value={used || 'false'}
                onChange={(value) => setUsed(value === 'false' ? undefined : value)}
                options={[
                  { value: 'false', label: t('catalog.in_use') },
                  { value: 'true', label: t('catalog.out_of_use') },
                ]}
              />
            )}
            {props.filters}
          </>
        }
        filterNames={['hidden', ...(props.filterNames ?? [])]}
        actions={<AddButton text={props.add} onAdd={() => setOpen('new')} idle={open === null} />}
        empty={used ? <EmptyState title={t('catalog.none_out')} /> : <EmptyState title={t(props.empty)} hint={t(props.emptyHint)} action={<Button onClick={() => setOpen('new')}>{t(props.add)}</Button>} />}
      />
      {typeof record === 'function'
        ? record(setOpen)
        : record && <RecordPane name={props.name} id={beside} of={record} acts={actsOf} onEdit={edit} onClose={() => show(null)} />}
      </Split>
      <FormDrawer<V>
        key={row?.changed?.version ?? ''}
        title={t(row ? props.edit : props.add)}
        open={open === 'new' || row !== null}
        at={field}
        onClose={() => {
          setOpen(null)
          setField('')
          if (asked) setAsked(undefined)
          if (wanted) setWanted(undefined)
        }}
        initial={props.values(row)}
        send={send}
        version={row?.changed?.version}
        onReload={row ? () => void reload(row) : undefined}
        foot={row && <ChangedLast change={row.changed} whole />}
        {...(props.width ? { width: props.width } : {})}
      >
        {props.fields(row)}
      </FormDrawer>
    </>
  )
}

/** The row whose form a link has asked for, as its record shows it. */
function useFormByLink<T extends CatalogRow>(name: string, id: string | null, record: Props<T, object>['record']): T | null {
  const one = typeof record === 'object' ? record.one : null
  const { data } = useQuery({
    queryKey: [name, 'one', id],
    queryFn: () => one?.(id ?? '') ?? null,
    enabled: id !== null && one !== null,
  })
  return id === null ? null : (data ?? null)
}
