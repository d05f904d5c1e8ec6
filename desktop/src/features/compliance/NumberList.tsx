/** A list of numbers to which one adds and from which one removes, with a way back. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Page, Query } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useSay } from '@/shared/said'
import { useText } from '@/shared/text'
import { AddButton } from '@/shared/ui/AddButton'
import { FormDrawer } from '@/shared/ui/FormDrawer'
import { EmptyState } from '@/shared/ui/EmptyState'
import { type Column, PageTable } from '@/shared/ui/PageTable'
import type { TextKey } from '@/texts'

interface Props<T, V> {
  name: string
  load: (query: Query) => Promise<Page<T>>
  columns: Column<T>[]
  add: TextKey
  empty: TextKey
  emptyHint: TextKey
  initial: Partial<V>
  create: (values: V) => Promise<unknown>
  remove: (id: string) => Promise<unknown>
  restore: (id: string) => Promise<unknown>
  children: ReactNode
}

export function NumberList<T extends { id: string }, V extends object>(props: Props<T, V>) {
  const t = useText()
  const cache = useQueryClient()
  const tell = useTellFailure()
  const say = useSay()
  const [adding, setAdding] = useState(false)
  const fresh = () => cache.invalidateQueries({ queryKey: [props.name] })
  const take = async (id: string) => {
    try {
      await props.remove(id)
      await fresh()
      say(t('list.removed'), () => props.restore(id).then(fresh))
    } catch (error) {
      tell(error)
    }
  }
  const columns: Column<T>[] = [
    ...props.columns,
    {
      key: 'acts',
      title: 'table.acts',
      render: (row) => (
        <Button size="small" onClick={() => void take(row.id)}>
          {t('action.remove')}
        </Button>
      ),
    },
  ]
  return (
    <>
      <PageTable
        name={props.name}
        load={props.load}
        columns={columns}
        search="calls.search"
        exports={props.name}
        actions={
          <AddButton text={props.add} onAdd={() => setAdding(true)} idle={!adding} />
        }
        empty={<EmptyState title={t(props.empty)} hint={t(props.emptyHint)} action={<Button onClick={() => setAdding(true)}>{t(props.add)}</Button>} />}
      />
      <FormDrawer<V>
        title={t(props.add)}
        open={adding}
        onClose={() => setAdding(false)}
        initial={props.initial}
        send={async (values) => {
          await props.create(values)
          await fresh()
        }}
      >
        {props.children}
      </FormDrawer>
    </>
  )
}
