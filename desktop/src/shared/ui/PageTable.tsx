/** The page table: filters, sort, paging and open row in the address, column choice kept per table, export. */
import { SearchOutlined, SettingOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Dropdown, Flex, Input, type InputRef, Segmented, Select, Table, type TableColumnType } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Page, Query, Totals } from '@/shared/api/client'
import { moveInRows, useKey } from '@/shared/keys'
import { useLanguage, useText } from '@/shared/text'
import type { TextKey } from '@/texts'
import { count } from '@/shared/formats'
import { ErrorNote } from './ErrorNote'
import { ExportButton } from './ExportButton'
import styles from './PageTable.module.css'
import { readTable, writeTable } from './tableAddress'
import { useGivingWay } from './useGivingWay'
import { useRoomBelow } from './useRoomBelow'
import { ViewMenu } from './ViewMenu'

export interface Column<T> {
  key: string
  title: TextKey
  render: (row: T) => ReactNode
  /** Field name of the API, when it can sort by this column. */
  sort?: string
  width?: number
  align?: 'right'
  /** Not shown unless chosen. */
  extra?: boolean
  /** Gives way while a row is open beside the list, and where the page is too narrow for all. */
  wide?: boolean
  /** What stands in the last line, of the whole list. */
  total?: (totals: Totals) => ReactNode
  /** A picture that needs no heading; its name is read aloud and stands in the choice of columns. */
  brief?: boolean
}

interface Props<T> {
  /** Name of the table: the saved column choice belongs to it. */
  name: string
  load: (query: Query) => Promise<Page<T>>
  columns: Column<T>[]
  rowKey?: (row: T) => string
  /** Filter controls; they read and write the address by `useTableFilter`. */
  filters?: ReactNode
  /** Values of the address that go to the API besides page, size, sort and q. */
  filterNames?: readonly string[]
  fixed?: Query
  search?: TextKey
  empty: ReactNode
  onRow?: (row: T) => void
  openRow?: string | null
  /** Name of the list as the house writes it into a workbook. */
  exports?: string
  actions?: ReactNode
  refreshEvery?: number
  /** What people mostly look for: each sets several filters of the address at once. */
  presets?: readonly Preset[]
}

export interface Preset {
  key: string
  title: TextKey
  filters: Readonly<Record<string, string>>
}

/** One filter that lives in the address; changing it goes back to the first page. */
export function useTableFilter(name: string): [string, (value: string | undefined) => void] {
  const [search, setSearch] = useSearchParams()
  return [
    search.get(name) ?? '',
    (value) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now)
          if (value) next.set(name, value)
          else next.delete(name)
          next.delete('page')
          return next
        },
        { replace: true },
      ),
  ]
}

/** All that the presets of a list set between them. */
function filterNamesOf(presets: readonly Preset[]): string[] {
  return [...new Set(presets.flatMap((one) => Object.keys(one.filters)))]
}

function useColumnChoice<T>(name: string, columns: Column<T>[]) {
  const key = `zuoxi.columns.${name}`
  const [hidden, setHidden] = useState<string[]>(() => {
    const saved = localStorage.getItem(key)
    return saved ? (JSON.parse(saved) as string[]) : columns.filter((one) => one.extra).map((one) => one.key)
  })
  const choose = (shown: string[]) => {
    const next = columns.map((one) => one.key).filter((one) => !shown.includes(one))
    setHidden(next)
    localStorage.setItem(key, JSON.stringify(next))
  }
  return { shown: columns.filter((one) => !hidden.includes(one.key)), choose }
}

export function PageTable<T extends { id: string }>(props: Props<T>) {
  const { name, load, columns, filters, fixed, search: searchText, empty, onRow, openRow, actions } = props
  const t = useText()
  const language = useLanguage()
  const [search, setSearch] = useSearchParams()
  const now = readTable(search, props.filterNames ?? [])
  const { shown, choose } = useColumnChoice(name, columns)
  const field = useRef<InputRef>(null)
  const frame = useRef<HTMLDivElement>(null)
  useRoomBelow(frame, '.ant-table-content')
  useKey('search', () => field.current?.focus(), Boolean(searchText))
  const query = { ...now, ...fixed }
  const { presets = [] } = props
  const preset = presets.find((one) => filterNamesOf(presets).every((filter) => (search.get(filter) ?? '') === (one.filters[filter] ?? '')))
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: [name, query],
    queryFn: () => load(query),
    placeholderData: keepPreviousData,
    refetchInterval: props.refreshEvery ?? false,
  })
  const change = (values: Query) => setSearch((before) => writeTable(before, values), { replace: true })

  const wide = shown.filter((column) => column.wide)
  const given = useGivingWay(frame, wide.length, `${language} ${openRow ?? ''} ${shown.map((one) => one.key).join()}`)
  const gone = new Set(openRow ? wide : wide.slice(0, given))
  const visible = shown.filter((column) => !gone.has(column))
  const tableColumns: TableColumnType<T>[] = visible.map((column) => ({
    key: column.key,
    title: column.brief ? <span role="img" aria-label={t(column.title)} /> : t(column.title),
    render: (_: unknown, row: T) => column.render(row),
    ...(column.width ? { width: column.width } : {}),
    ...(column.align ? { align: column.align } : {}),
    sorter: Boolean(column.sort),
    sortOrder: now.sort === column.sort ? 'ascend' : now.sort === `-${column.sort}` ? 'descend' : null,
    showSorterTooltip: false,
  }))

  return (
    <div className={styles.table} ref={frame}>
      <Flex gap={8} align="center" wrap className={styles.bar}>
        {searchText && (
          <Input.Search
            key={search.get('view') ?? ''}
            ref={field}
            allowClear
            className={styles.search}
            placeholder={t(searchText)}
            enterButton={<Button icon={<SearchOutlined />} aria-label={t('key.search')} />}
            defaultValue={String(now.q ?? '')}
            onSearch={(q) => change({ q, page: '' })}
          />
        )}
        {presets.length > 0 && (
          <Presets
            narrow={Boolean(openRow)}
            value={preset?.key ?? ''}
            onChange={(key) => {
              const chosen = presets.find((one) => one.key === key)
              const none = Object.fromEntries(filterNamesOf(presets).map((filter) => [filter, '']))
              change({ ...none, ...chosen?.filters, page: '' })
            }}
            options={presets.map((one) => ({ value: one.key, label: t(one.title) }))}
          />
        )}
        {filters}
        <ViewMenu name={name} columns={shown.map((one) => one.key)} choose={choose} />
        <span className={styles.gap} />
        <span className={styles.count}>{data && t(data.more ? 'table.more' : 'table.total', { n: count(data.total, language) })}</span>
        {props.exports && <ExportButton list={props.exports} query={{ ...query, page: '', size: '' }} />}
        <Dropdown
          trigger={['click']}
          popupRender={() => (
            <div className={styles.columns}>
              <Checkbox.Group
                value={shown.map((one) => one.key)}
                onChange={choose}
                options={columns.map((one) => ({ value: one.key, label: t(one.title) }))}
              />
            </div>
          )}
        >
          <Button aria-label={t('table.columns')} icon={<SettingOutlined />} />
        </Dropdown>
        {actions}
      </Flex>
      {error ? (
        <ErrorNote error={error} retry={() => void refetch()} />
      ) : (
        <Table<T>
          size="small"
          rowKey={props.rowKey ?? 'id'}
          columns={tableColumns}
          dataSource={data?.items ?? []}
          loading={{ spinning: isFetching && !data, delay: 150 }}
          locale={{ emptyText: data ? empty : <div className={styles.blank} /> }}
          scroll={{ x: 'max-content' }}
          summary={() => <TotalsLine columns={visible} totals={data && data.total > 1 ? data.totals : undefined} more={data?.more ?? false} />}
          rowClassName={(row) => (row.id === openRow ? (styles.open ?? '') : onRow ? (styles.row ?? '') : '')}
          onRow={(row) =>
            onRow
              ? {
                  tabIndex: 0,
                  onClick: () => onRow(row),
                  onKeyDown: (event) => {
                    if (event.target !== event.currentTarget) return
                    if (event.key === 'Enter') onRow(row)
                    else moveInRows(event.nativeEvent, event.currentTarget)
                  },
                }
              : {}
          }
          pagination={{
            current: Number(now.page),
            pageSize: Number(now.size),
            total: data?.total ?? 0,
            hideOnSinglePage: (data?.total ?? 0) <= 20,
            showTotal: (n, [from, to]) => t(data?.more ? 'table.range_more' : 'table.range', { from, to, n: count(n, language) }),
            showSizeChanger: true,
            pageSizeOptions: [20, 50, 100],
            size: 'small',
          }}
          onChange={(pagination, _filters, sorter) => {
            const one = Array.isArray(sorter) ? sorter[0] : sorter
            const field_name = columns.find((column) => column.key === one?.columnKey)?.sort
            change({
              page: pagination.current === 1 ? '' : pagination.current,
              size: pagination.pageSize === 20 ? '' : pagination.pageSize,
              sort: one?.order && field_name ? `${one.order === 'descend' ? '-' : ''}${field_name}` : '',
            })
          }}
        />
      )}
    </div>
  )
}

interface PresetsProps {
  value: string
  onChange: (key: string) => void
  options: { value: string; label: string }[]
  /** A row is open beside the list. */
  narrow: boolean
}

/** All of them side by side where there is room, the chosen one otherwise. */
function Presets({ narrow, value, ...rest }: PresetsProps) {
  if (!narrow) return <Segmented value={value} {...rest} />
  return <Select value={value || null} style={{ width: 150 }} {...rest} />
}

/** The last line, of the whole list and not of its page; absent where no column has anything to say. */
function TotalsLine<T>({ columns, totals, more }: { columns: Column<T>[]; totals: Totals | undefined; more: boolean }) {
  const t = useText()
  if (!totals || !columns.some((column) => column.total)) return null
  return (
    <Table.Summary.Row className={styles.totals ?? ''}>
      {columns.map((column, at) => (
        <Table.Summary.Cell key={column.key} index={at} {...(column.align ? { align: column.align } : {})}>
          {column.total && !more ? column.total(totals) : at === 0 ? t(more ? 'table.totals_narrower' : 'table.totals') : null}
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  )
}
